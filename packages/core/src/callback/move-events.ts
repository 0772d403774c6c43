import type { Redis } from 'ioredis'
import { type LedgerEntry, readEntry } from '../ledger/index.js'
import type { AccountKeys } from '../redis/index.js'
import { callbackBody } from './callback-body.js'
import { type CallbackQueue, callbackJobName } from './callback-queue.js'
import { forgetEvents, type Taken } from './outbox.js'

export interface MoveDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: string
  readonly queue: Pick<CallbackQueue, 'addBulk'>
}

/**
 * Makes jobs of what was taken from the outbox, and only then forgets it there. Whoever dies in between leaves events
 * that are taken again; their jobs have the same ids, and are not added twice.
 */
export async function moveEvents(deps: MoveDeps, { events, broken }: Taken): Promise<void> {
  const entries = await readEntries(
    deps,
    events.map(({ messageId }) => messageId),
  )
  await deps.queue.addBulk(
    events.map((event, index) => ({
      name: callbackJobName,
      data: callbackBody(deps.account, event, entries[index]),
      opts: { jobId: event.eventId },
    })),
  )
  await forgetEvents(deps.redis, deps.keys, [...events.map(({ eventId }) => eventId), ...broken])
}

async function readEntries(
  { redis, keys }: MoveDeps,
  ids: readonly string[],
): Promise<(LedgerEntry | undefined)[]> {
  const pipeline = redis.pipeline()
  for (const id of ids) pipeline.hgetall(keys.message(id))
  const replies = (await pipeline.exec()) ?? []
  return ids.map((id, index) => {
    const [error, hash] = replies[index] ?? []
    if (error) throw error
    return readEntry(id, hash as Record<string, string>)
  })
}
