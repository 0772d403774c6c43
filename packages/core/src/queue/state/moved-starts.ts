import type { AccountKeys, Redis } from '../../redis/index.js'

/** A message that its job alone tells of. Times are ISO 8601. */
interface WaitingMessage {
  readonly status: string
  readonly batch?: string
  readonly sendAt?: string
  readonly timeline: { readonly enqueued?: string }
}

/**
 * Messages that wait, by their batch's new `sendAt` where it got one after they were enqueued: their jobs have the former. One that was
 * enqueued later keeps a later one of its own.
 * @param now - epoch ms
 */
export async function withMovedStarts<T extends WaitingMessage>(
  { redis, keys }: { readonly redis: Redis; readonly keys: AccountKeys },
  states: readonly T[],
  now: number,
): Promise<T[]> {
  const batches = [...new Set(states.flatMap(({ batch }) => batch ?? []))]
  const known = await Promise.all(
    batches.map(async (id) => {
      const [at, setAt] = await redis.hmget(keys.batch(id), 'startAt', 'startSetAt')
      return [id, at ? { at: Number(at), setAt: Number(setAt) } : undefined] as const
    }),
  )
  const starts = new Map(known)
  return states.map((state) => {
    const start = starts.get(state.batch ?? '')
    if (start === undefined || state.status !== 'enqueued') return state
    const isLater = Date.parse(state.timeline.enqueued ?? '') > start.setAt
    const own = isLater && state.sendAt !== undefined ? Date.parse(state.sendAt) : 0
    const at = Math.max(own, start.at)
    const { sendAt: _, ...others } = state
    return { ...others, ...(at > now ? { sendAt: new Date(at).toISOString() } : {}) } as T
  })
}
