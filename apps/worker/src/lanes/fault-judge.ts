/** Where a fault happened: in one of the ledger's steps, or in what is done around them. */
type Step = 'begin' | 'settle' | 'elsewhere'

/**
 * What follows a fault. `wait`: this message alone sleeps for `ms`, and the others show whether they pass. `rest`: it happens
 * to all, and the lane rests. `fail`: it is this message's own fault, or what we make of it.
 */
type Verdict = { readonly kind: 'wait' | 'rest'; readonly ms: number } | { readonly kind: 'fail' }

export interface FaultJudge {
  /** A message got through this step. */
  passed(step: Step, id: string): void
  /** @param now ms, of a clock that is never set back */
  faulted(step: Step, id: string, now: number): Verdict
}

/** So many messages in a row, none of which passed since, are all. */
const allAfter = 5
/** So often a message faults, with others passing each time in between, until it is its own. */
const strikesToFail = 3
/** Nobody has so many faults of their own: should it be, the oldest are forgotten, and begin anew. */
const longestMemory = 10_000

interface Fault {
  readonly times: number
  readonly strikes: number
  /** How many had passed by then. */
  readonly passes: number
}

/**
 * Tells a fault of one message from a fault with all of them, for one lane of one worker. Pauses double, from `firstPauseMs` to
 * `longestPauseMs`. A message with nobody beside it that passes never fails.
 */
export function openFaultJudge(pauses: {
  readonly firstPauseMs: number
  readonly longestPauseMs: number
}): FaultJudge {
  const steps = { begin: openStep(pauses), settle: openStep(pauses), elsewhere: openStep(pauses) }
  return {
    passed: (step, id) => steps[step].passed(id),
    faulted: (step, id, now) => steps[step].faulted(id, now),
  }
}

function openStep({ firstPauseMs, longestPauseMs }: Parameters<typeof openFaultJudge>[0]) {
  const faults = new Map<string, Fault>()
  /** Of those that may not be at fault themselves. */
  const inARow = new Set<string>()
  let passes = 0
  let rest = { until: 0, ms: 0 }
  const pauseOf = (times: number) => Math.min(longestPauseMs, firstPauseMs * 2 ** (times - 1))

  const remember = (id: string): Fault => {
    const before = faults.get(id)
    const isStrike = before === undefined || passes > before.passes
    const fault = {
      times: (before?.times ?? 0) + 1,
      strikes: (before?.strikes ?? 0) + (isStrike ? 1 : 0),
      passes,
    }
    faults.delete(id)
    faults.set(id, fault)
    for (const oldest of faults.keys()) {
      if (faults.size <= longestMemory) break
      faults.delete(oldest)
    }
    return fault
  }

  return {
    passed: (id: string): void => {
      passes += 1
      faults.delete(id)
      inARow.clear()
      rest = { until: 0, ms: 0 }
    },
    faulted: (id: string, now: number): Verdict => {
      const { times, strikes } = remember(id)
      if (strikes >= strikesToFail) {
        faults.delete(id)
        return { kind: 'fail' }
      }
      if (strikes === 1) inARow.add(id)
      if (strikes > 1 || inARow.size < allAfter) return { kind: 'wait', ms: pauseOf(times) }
      if (now >= rest.until) {
        const ms = Math.min(longestPauseMs, Math.max(firstPauseMs, 2 * rest.ms))
        rest = { until: now + ms, ms }
      }
      return { kind: 'rest', ms: rest.until - now }
    },
  }
}
