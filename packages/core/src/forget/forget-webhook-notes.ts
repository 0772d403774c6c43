import { tryOpen } from '../seal/index.js'
import type { ForgetDeps, Search } from './forget-deps.js'

const perPage = 100

/** Removes the webhook events of no message known that have a person's number in them. */
export async function forgetWebhookNotes({ redis, keys, seal }: ForgetDeps, search: Search): Promise<void> {
  let after = '-'
  for (;;) {
    const events = await redis.xrange(keys.webhookUnmatched, after, '+', 'COUNT', perPage)
    for (const [id, [, text = '']] of events) {
      const raw = tryOpen(seal, 'webhook', '', text)
      if (raw === undefined) search.unreadable += 1
      else if (search.person.isIn(raw)) await redis.xdel(keys.webhookUnmatched, id)
    }
    const last = events.at(-1)?.[0]
    if (last === undefined || events.length < perPage) return
    after = `(${last}`
  }
}
