import { setTimeout as delay } from 'node:timers/promises'
import type { AccountKeys, WakeListener, WakeTopic } from '@disparo/core/internal/redis'

/** Says that there may be something to do. */
export interface LoopSignal {
  /** Answers how to end that. */
  listen(look: () => void): () => void
  /** Whether it comes; while it does not, the loop looks by itself. */
  isLive(): boolean
}

/** The signal of one kind of work of an account. */
export function loopSignal(
  wakes: WakeListener | undefined,
  keys: AccountKeys,
  topic: WakeTopic,
): LoopSignal | undefined {
  return wakes && { listen: (look) => wakes.listen(keys, topic, look), isLive: wakes.isLive }
}

interface Loop {
  /** Looks at once, or once more when a look is under way. */
  wake(): void
  /** Waits for the look under way. */
  stop(): Promise<void>
}

interface LoopOptions {
  /** At a signal it looks at once, but no sooner than this after its last look. */
  readonly everyMs: number
  readonly signal: LoopSignal | undefined
  /** A signal may be lost: so often it looks without one. Default 30 s. */
  readonly unaskedMs?: number | undefined
}

const defaultUnaskedMs = 30_000

/**
 * Runs `look` again and again until stopped, each time after the pause that it answered (ms). `quiet`: there is nothing to do
 * until the next signal; where none can come, `everyMs`. It must not fail.
 */
export function startLoop(
  look: (signal: AbortSignal) => Promise<number | 'quiet'>,
  { everyMs, signal, unaskedMs = defaultUnaskedMs }: LoopOptions = { everyMs: 0, signal: undefined },
): Loop {
  const stopping = new AbortController()
  let sleeping = new AbortController()
  let startedAt = Number.NEGATIVE_INFINITY
  let dueAt = Number.POSITIVE_INFINITY
  const lookBy = (at: number) => {
    if (at >= dueAt) return
    dueAt = at
    sleeping.abort()
  }
  const sleep = async () => {
    while (!stopping.signal.aborted && dueAt > performance.now()) {
      sleeping = new AbortController()
      await delay(dueAt - performance.now(), undefined, { signal: sleeping.signal }).catch(() => {})
    }
  }
  const quietMs = () => (signal?.isLive() ? Math.max(everyMs, unaskedMs) : everyMs)
  const running = (async () => {
    while (!stopping.signal.aborted) {
      startedAt = performance.now()
      dueAt = Number.POSITIVE_INFINITY
      const answer = await look(stopping.signal)
      lookBy(performance.now() + (answer === 'quiet' ? quietMs() : answer))
      await sleep()
    }
  })()
  const listening = signal?.listen(() => lookBy(startedAt + everyMs))
  return {
    wake: () => lookBy(0),
    stop: () => {
      listening?.()
      stopping.abort()
      sleeping.abort()
      return running
    },
  }
}
