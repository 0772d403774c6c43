import { RedisUnavailableError } from './redis/index.js'

/** `close` was called: this door to the account takes no more calls. What was under way may have been carried out. */
export class ClosedError extends Error {
  readonly code = 'CLOSED'

  constructor(options?: ErrorOptions) {
    super('Disparo is closed: connect again to go on.', options)
    this.name = 'ClosedError'
  }
}

type Calls = Record<string, (...args: never[]) => Promise<unknown>>

/**
 * The same calls, which say that it is closed once it is: at once, and without asking Redis. One that was under way by then
 * says so, too, where it fails for lack of a connection.
 */
export function rejectWhenClosed<Guarded extends Calls>(calls: Guarded, isClosed: () => boolean): Guarded {
  const guarded = Object.entries(calls).map(([name, call]) => [
    name,
    async (...args: never[]) => {
      if (isClosed()) throw new ClosedError()
      try {
        return await call(...args)
      } catch (error) {
        if (!isClosed() || !(error instanceof RedisUnavailableError)) throw error
        throw new ClosedError({ cause: error })
      }
    },
  ])
  return Object.fromEntries(guarded)
}
