import { TooBusyError } from './too-busy-error.js'

export interface SemaphoreOptions {
  /** How many run at a time. */
  readonly permits: number
  /** How many of one user run at a time. Default: as many as run. */
  readonly permitsEach?: number
  /** How many of one user may wait for their turn. */
  readonly waitingEach: number
  /** What the others are told. */
  readonly refusal: string
  /** After how many ms they may try again. */
  readonly retryAfterMs: number
}

export interface Semaphore {
  /**
   * @param who - whose run it is; there must be a bound to how many there can be
   * @throws TooBusyError when too many of theirs wait
   */
  run<T>(who: string, run: () => Promise<T>): Promise<T>
}

/** Lets a few run at a time. Each user has a line, and the lines take turns: a long one holds up nobody else. */
export function createSemaphore(options: SemaphoreOptions): Semaphore {
  const { permits, permitsEach = permits, waitingEach, refusal, retryAfterMs } = options
  /** The one that is next comes first. */
  const lines = new Map<string, (() => void)[]>()
  const running = new Map<string, number>()
  let inside = 0
  const countOf = (who: string) => running.get(who) ?? 0
  const hasRoom = (who: string) => inside < permits && countOf(who) < permitsEach

  function enter(who: string): void {
    inside += 1
    running.set(who, countOf(who) + 1)
  }

  function leave(who: string): void {
    inside -= 1
    if (countOf(who) === 1) running.delete(who)
    else running.set(who, countOf(who) - 1)
    for (const [next, line] of lines) {
      if (!hasRoom(next)) continue
      enter(next)
      line.shift()?.()
      lines.delete(next)
      if (line.length > 0) lines.set(next, line)
      return
    }
  }

  async function wait(who: string): Promise<void> {
    const line = lines.get(who) ?? []
    if (line.length >= waitingEach) throw new TooBusyError(refusal, retryAfterMs)
    lines.set(who, line)
    // Who leaves enters for the next.
    await new Promise<void>((called) => line.push(called))
  }

  return {
    run: async (who, run) => {
      if (hasRoom(who)) enter(who)
      else await wait(who)
      try {
        return await run()
      } finally {
        leave(who)
      }
    },
  }
}
