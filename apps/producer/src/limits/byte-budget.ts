import { TooBusyError } from './too-busy-error.js'

export interface ByteBudgetOptions {
  /** Of all at the same time. */
  readonly bytesInAll: number
  /** Of one user at the same time. */
  readonly bytesEach: number
  /** What is told who finds no room. */
  readonly refusal: string
  readonly retryAfterMs: number
}

/** What one request takes of the room. */
export interface ByteReservation {
  /** @throws TooBusyError past what the user may have, or what there is; nothing is taken then */
  take(bytes: number): void
  release(): void
}

/** Bounds what is kept of bodies, in memory or on the disk, and what one user has of it. */
interface ByteBudget {
  open(who: string): ByteReservation
}

/** Bytes count as they arrive, so that who only announces many keeps nobody out. */
export function createByteBudget({
  bytesInAll,
  bytesEach,
  refusal,
  retryAfterMs,
}: ByteBudgetOptions): ByteBudget {
  let used = 0
  const usedBy = new Map<string, number>()
  const usedOf = (who: string) => usedBy.get(who) ?? 0
  const add = (who: string, bytes: number) => {
    used += bytes
    const own = usedOf(who) + bytes
    if (own > 0) usedBy.set(who, own)
    else usedBy.delete(who)
  }
  return {
    open: (who) => {
      let taken = 0
      return {
        take: (bytes) => {
          if (bytes === 0) return
          const isFull = usedOf(who) + bytes > bytesEach || used + bytes > bytesInAll
          if (isFull) throw new TooBusyError(refusal, retryAfterMs)
          add(who, bytes)
          taken += bytes
        },
        release: () => {
          add(who, -taken)
          taken = 0
        },
      }
    },
  }
}
