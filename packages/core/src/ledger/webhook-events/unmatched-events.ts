import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { unmatchedEventsLua } from './unmatched-events.lua.js'

const dropScript = defineScript(
  'disparoDeleteStoredEvents',
  unmatchedEventsLua,
  /* lua */ `
local dropped = 0
for index = 2, #ARGV, 2 do
  if event_drop(ARGV[1], ARGV[index], ARGV[index + 1]) then dropped = dropped + 1 end
end
return dropped
`,
)

const keepScript = defineScript(
  'disparoKeepReply',
  unmatchedEventsLua,
  /* lua */ `event_keep(ARGV[1], ARGV[2], {}, 'no-text') return 0`,
)

/** They are kept for so long at most. */
export const storedEventRetentionMs = 7 * 86_400_000

/** A webhook event of no message known. */
export interface StoredEvent {
  /** The stream's id. */
  readonly id: string
  /** When it came, by Redis's clock; epoch ms. */
  readonly receivedAt: number
  /** As it was kept: sealed, where there was a seal. */
  readonly text: string
  /** What leads to it; empty for those of before there was such a thing. */
  readonly traces: string
  /** Why it is kept, where its message may be known: it is a reply whose text cannot be found. */
  readonly why?: 'no-text'
}

type Entry = [id: string, fields: string[]]

/** Those up to and including the stream's id `to` (default: the last) that came after `after`, in the order in which they came. */
export async function readStoredEvents(
  redis: Redis,
  keys: AccountKeys,
  { after, to = '+', count }: { readonly after?: string; readonly to?: string; readonly count: number },
): Promise<StoredEvent[]> {
  const from = after === undefined ? '-' : `(${after}`
  return (await redis.xrange(keys.webhookUnmatched, from, to, 'COUNT', count)).map(keptEvent)
}

/** The latest ones first; `before` the stream's id of one. */
export async function readLatestStoredEvents(
  redis: Redis,
  keys: AccountKeys,
  { before, count }: { readonly before?: string | undefined; readonly count: number },
): Promise<StoredEvent[]> {
  const from = before === undefined ? '+' : `(${before}`
  return (await redis.xrevrange(keys.webhookUnmatched, from, '-', 'COUNT', count)).map(keptEvent)
}

export function countStoredEvents(redis: Redis, keys: AccountKeys): Promise<number> {
  return redis.xlen(keys.webhookUnmatched)
}

/** Removes events, and what leads to them. Answers how many were still there. */
export async function deleteStoredEvents(
  redis: Redis,
  keys: AccountKeys,
  events: readonly Pick<StoredEvent, 'id' | 'traces'>[],
): Promise<number> {
  if (events.length === 0) return 0
  const args = events.flatMap(({ id, traces }) => [id, traces])
  return Number(await dropScript(redis, [keys.webhookUnmatched], [keys.prefix, ...args]))
}

/** Keeps a reply whose text cannot be found, for people to see; `text`: sealed, where there is a seal. */
export async function keepUnreadableReply(redis: Redis, keys: AccountKeys, text: string): Promise<void> {
  await keepScript(redis, [keys.webhookUnmatched], [keys.prefix, text])
}

/** Events whose message has become known since, and since when (epoch ms). Those that are gone have no `event`. */
export async function readEventsToRematch(
  redis: Redis,
  keys: AccountKeys,
  count: number,
): Promise<{ readonly id: string; readonly since: number; readonly event: StoredEvent | undefined }[]> {
  const due = await redis.zrange(keys.webhookRematch, '0', String(count - 1), 'WITHSCORES')
  const ids = due.filter((_, index) => index % 2 === 0)
  if (ids.length === 0) return []
  const pipeline = redis.pipeline()
  for (const id of ids) pipeline.xrange(keys.webhookUnmatched, id, id)
  const replies = (await pipeline.exec()) ?? []
  return ids.map((id, index) => {
    const [error, entries] = replies[index] ?? []
    if (error) throw error
    const [entry] = (entries ?? []) as Entry[]
    return { id, since: Number(due[2 * index + 1]), event: entry && keptEvent(entry) }
  })
}

export async function removeFromRematch(
  redis: Redis,
  keys: AccountKeys,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await redis.zrem(keys.webhookRematch, ...ids)
}

/** The stream's id of the last event that was matched again with all others; everything is after the first one's. */
export async function readSweepCursor(redis: Redis, keys: AccountKeys): Promise<string> {
  return (await redis.hget(keys.webhookCounts, 'sweptTo')) ?? '0'
}

export async function saveSweepCursor(redis: Redis, keys: AccountKeys, id: string): Promise<void> {
  await redis.hset(keys.webhookCounts, 'sweptTo', id)
}

function keptEvent([id, fields]: Entry): StoredEvent {
  const field = (name: string) => {
    const at = fields.findIndex((text, index) => index % 2 === 0 && text === name)
    return at < 0 ? '' : (fields[at + 1] ?? '')
  }
  const why = field('why') === 'no-text' ? ({ why: 'no-text' } as const) : {}
  return { id, receivedAt: Number.parseInt(id, 10), text: field('event'), traces: field('traces'), ...why }
}
