import { deleteStoredEvents, readStoredEvents, type StoredEvent } from '../ledger/index.js'
import { tryOpen } from '../seal/index.js'
import type { ForgetDeps, ForgetProgress } from './forget-deps.js'

const perPage = 100

/** Removes the webhook events of no message known that have a person's number in them, and what leads to them. */
export async function forgetWebhookEvents(
  { redis, keys, seal }: ForgetDeps,
  search: ForgetProgress,
): Promise<void> {
  let after = '0'
  for (;;) {
    const events = await readStoredEvents(redis, keys, { after, count: perPage })
    const theirs: StoredEvent[] = []
    for (const event of events) {
      const raw = tryOpen(seal, 'webhook', '', event.text)
      if (raw === undefined) search.unreadable += 1
      else if (search.person.isIn(raw) || search.person.isIn(event.traces)) theirs.push(event)
    }
    await deleteStoredEvents(redis, keys, theirs)
    const last = events.at(-1)?.id
    if (last === undefined || events.length < perPage) return
    after = last
  }
}
