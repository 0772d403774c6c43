import { TooBusyError } from './too-busy-error.js'

export interface TurnstileOptions {
  /** How many run at a time. */
  readonly width: number
  /** How many may wait for their turn. */
  readonly waiting: number
  /** What the others are told. */
  readonly refusal: string
  /** After how many ms they may try again. */
  readonly retryAfterMs: number
}

export interface Turnstile {
  /** @throws TooBusyError when too many wait */
  pass<T>(run: () => Promise<T>): Promise<T>
}

/** Lets a few run at a time, the others one after the other, and nobody wait in a line that is too long. */
export function createTurnstile({ width, waiting, refusal, retryAfterMs }: TurnstileOptions): Turnstile {
  const line: (() => void)[] = []
  let inside = 0
  return {
    pass: async (run) => {
      if (inside < width) inside += 1
      else if (line.length >= waiting) throw new TooBusyError(refusal, retryAfterMs)
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
