import { latestDispatch, type Tolerance } from './tolerance.js'

const leaveSent = 0
const leaveDispatched = 1
const together = 2

/** What the items `from` up to (not including) `to` can do for one message: those within the tolerance of it. */
interface Reach {
  readonly from: number
  readonly to: number
}

/** The best for the messages up to one, with the items before each of `from` to `to`: pairs, and time between them. */
interface Score extends Reach {
  readonly pairs: Float64Array
  readonly apart: Float64Array
}

interface Row extends Reach {
  readonly steps: Uint8Array
}

/**
 * Pairs moments of sending with moments of dispatch, both ascending, so that no two pairs cross: as many pairs as the
 * tolerance allows and, of those ways, the one with the least time between. The work grows with the number of moments
 * and how many are within the tolerance of each. Answers indices.
 */
export function alignSequences(
  sent: readonly number[],
  dispatched: readonly number[],
  tolerance: Tolerance,
): { sent: number; dispatched: number }[] {
  const rows: Row[] = []
  let score: Score = { from: 0, to: 0, pairs: new Float64Array(1), apart: new Float64Array(1) }
  let from = 0
  let to = 0
  for (const at of sent) {
    while (from < dispatched.length && (dispatched[from] as number) < at - tolerance.earlyMs) from++
    to = Math.max(to, from)
    const latest = latestDispatch(at, tolerance)
    while (to < dispatched.length && (dispatched[to] as number) <= latest) to++
    const steps = new Uint8Array(to - from + 1)
    score = scoreNext(score, { from, to }, (item) => Math.abs((dispatched[item] as number) - at), steps)
    rows.push({ from, to, steps })
  }
  return trace(rows)
}

function scoreNext(
  above: Score,
  { from, to }: Reach,
  apartFrom: (item: number) => number,
  steps: Uint8Array,
): Score {
  const pairs = new Float64Array(steps.length)
  const apart = new Float64Array(steps.length)
  for (let cell = 0; cell < steps.length; cell++) {
    const item = from + cell
    // Items past what is above were out of reach there: they change nothing.
    const up = Math.min(item, above.to) - above.from
    let step = leaveSent
    let best = above.pairs[up] as number
    let bestApart = above.apart[up] as number
    if (cell > 0) {
      const left = pairs[cell - 1] as number
      const leftApart = apart[cell - 1] as number
      if (left > best || (left === best && leftApart < bestApart)) {
        step = leaveDispatched
        best = left
        bestApart = leftApart
      }
      const diagonal = Math.min(item - 1, above.to) - above.from
      const paired = (above.pairs[diagonal] as number) + 1
      const pairedApart = (above.apart[diagonal] as number) + apartFrom(item - 1)
      if (paired > best || (paired === best && pairedApart < bestApart)) {
        step = together
        best = paired
        bestApart = pairedApart
      }
    }
    pairs[cell] = best
    apart[cell] = bestApart
    steps[cell] = step
  }
  return { from, to, pairs, apart }
}

function trace(rows: readonly Row[]): { sent: number; dispatched: number }[] {
  const pairs: { sent: number; dispatched: number }[] = []
  let sent = rows.length - 1
  let item = rows.at(-1)?.to ?? 0
  while (sent >= 0) {
    const row = rows[sent] as Row
    item = Math.min(item, row.to)
    const step = row.steps[item - row.from]
    if (step === together) pairs.push({ sent, dispatched: item - 1 })
    if (step !== leaveSent) item--
    if (step !== leaveDispatched) sent--
  }
  return pairs.reverse()
}
