import type { AccountKeys, Redis } from '../redis/index.js'
import { type OutboxEvent, readOutboxEvent } from './outbox-event.js'

/** The group of readers of the stream. */
export const outboxGroup = 'callbacks'
/**
 * All readers share one consumer: what one took and did not finish is known by how long it lies there, not by who took
 * it. So a reader that dies leaves no consumer behind that somebody would have to remove.
 */
const consumer = 'reader'

/** What a reader took. `broken` entries are no events: log them, and forget them with the others. */
export interface TakenEvents {
  readonly events: readonly OutboxEvent[]
  readonly malformed: readonly string[]
}

type Entry = [id: string, fields: string[]] | null

/** Makes the group of readers, from the stream's beginning on. Doing it again changes nothing. */
export async function openOutbox(redis: Redis, keys: AccountKeys): Promise<void> {
  await redis.xgroup('CREATE', keys.events, outboxGroup, '0', 'MKSTREAM').catch((error: unknown) => {
    if (!hasCode(error, 'BUSYGROUP')) throw error
  })
}

/** Takes up to `count` events that nobody has taken yet. */
export async function takeEvents(redis: Redis, keys: AccountKeys, count: number): Promise<TakenEvents> {
  const reply = await healed(redis, keys, () =>
    redis.xreadgroup('GROUP', outboxGroup, consumer, 'COUNT', count, 'STREAMS', keys.events, '>'),
  )
  const [stream] = (reply ?? []) as [key: string, entries: Entry[]][]
  return taken(stream?.[1] ?? [])
}

/** Takes up to `count` events that somebody took longer than `idleMs` ago and has not forgotten: it died on the way. */
export async function claimStaleEvents(
  redis: Redis,
  keys: AccountKeys,
  { count, idleMs }: { readonly count: number; readonly idleMs: number },
): Promise<TakenEvents> {
  const reply = await healed(redis, keys, () =>
    redis.xautoclaim(keys.events, outboxGroup, consumer, idleMs, '0', 'COUNT', count),
  )
  const [, entries] = reply as [cursor: string, entries: Entry[]]
  return taken(entries)
}

/** Removes entries from the outbox, all or none of them. */
export async function deleteEvents(redis: Redis, keys: AccountKeys, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const replies = await redis
    .multi()
    .xack(keys.events, outboxGroup, ...ids)
    .xdel(keys.events, ...ids)
    .exec()
  for (const [error] of replies ?? []) if (error) throw error
}

/** Changes that nobody has taken into a line yet. */
export function countEvents(redis: Redis, keys: AccountKeys): Promise<number> {
  return redis.xlen(keys.events)
}

function taken(entries: readonly Entry[]): TakenEvents {
  const events: OutboxEvent[] = []
  const broken: string[] = []
  for (const entry of entries) {
    if (entry === null) continue // Redis 6 names entries that were removed meanwhile.
    const [id, fields] = entry
    const event = readOutboxEvent(id, fields)
    if (event) events.push(event)
    else broken.push(id)
  }
  return { events, malformed: broken }
}

/** Redis may have been emptied under us, and the group with it. */
async function healed<T>(redis: Redis, keys: AccountKeys, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!hasCode(error, 'NOGROUP')) throw error
    await openOutbox(redis, keys)
    return read()
  }
}

/** The first word of Redis's error replies is their code. */
function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && error.name === 'ReplyError' && error.message.split(' ', 1)[0] === code
}
