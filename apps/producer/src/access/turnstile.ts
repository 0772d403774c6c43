import { DoorkeeperBusyError } from './doorkeeper-busy-error.js'

export interface TurnstileOptions {
  /** How many run at a time. */
  readonly width: number
  /** How many may wait for their turn. */
  readonly waiting: number
}

export interface Turnstile {
  /** @throws DoorkeeperBusyError when too many wait */
  pass<T>(run: () => Promise<T>): Promise<T>
}

const retryAfterMs = 2_000

/** Lets a few run at a time, the others one after the other, and nobody wait in a line that is too long. */
export function createTurnstile({ width, waiting }: TurnstileOptions): Turnstile {
  const line: (() => void)[] = []
  let inside = 0
  return {
    pass: async (run) => {
      if (inside < width) inside += 1
      else if (line.length >= waiting) throw new DoorkeeperBusyError(retryAfterMs)
      // Who leaves hands the place over, so `inside` stays as it is.
      else await new Promise<void>((enter) => line.push(enter))
      try {
        return await run()
      } finally {
        const next = line.shift()
        if (next) next()
        else inside -= 1
      }
    },
  }
}
