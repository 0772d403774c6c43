import {
  addWebhookCounts,
  deleteStoredEvents,
  type Observation,
  observe,
  readEventsToRematch,
  readStoredEvents,
  readSweepCursor,
  removeFromRematch,
  type StoredEvent,
  saveSweepCursor,
  storedEventRetentionMs,
} from '@disparo/core/internal/ledger'
import { noSeal, tryOpen } from '@disparo/core/internal/seal'
import type { WebhookDeps } from '@disparo/core/internal/webhook'
import { readEventText } from '@disparo/core/internal/webhook'
import { matchEvent } from './match-event.js'

interface RematchResult {
  /** Events that have found their message, and are kept no longer. */
  readonly matched: number
  /** Messages that were told something new. */
  readonly changed: number
  /** There may be more to look at. */
  readonly isMore: boolean
}

const perLook = 100
/** No attempt is under way for longer: what was not noted of its message by then was noted by nobody who looks. */
const sweepAfterMs = 60_000
/** For so long an event that does not open here waits for a worker that has its key. */
const keyMs = 600_000

/**
 * Matches events that came before their message was known: those that `settle`, or whoever else noted the message, has
 * listed; and once, a minute after it came, each of the others, whatever was listed. Any number may do so side by side.
 * @param now - by Redis's clock, epoch ms
 */
export async function rematchEvents(webhook: WebhookDeps, now: number): Promise<RematchResult> {
  const { redis, keys } = webhook
  const due = await readEventsToRematch(redis, keys, perLook)
  const known = due.map(({ event }) => event).filter((event) => event !== undefined)
  const byMessage = await matchAll(webhook, known)
  const isOver = ({ id, since }: (typeof due)[number]) => now - since > keyMs || !byMessage.closed.has(id)
  await removeFromRematch(
    redis,
    keys,
    due.filter(isOver).map(({ id }) => id),
  )

  const page = await readStoredEvents(redis, keys, {
    after: await readSweepCursor(redis, keys),
    to: String(now - sweepAfterMs),
    count: perLook,
  })
  const bySweep = await matchAll(webhook, page)
  const stuck = page.findIndex(({ id, receivedAt }) => bySweep.closed.has(id) && now - receivedAt <= keyMs)
  const swept = stuck < 0 ? page.at(-1) : page[stuck - 1]
  if (swept) await saveSweepCursor(redis, keys, swept.id)

  const old = await readStoredEvents(redis, keys, {
    to: String(now - storedEventRetentionMs),
    count: perLook,
  })
  await deleteStoredEvents(redis, keys, old)
  return {
    matched: byMessage.matched + bySweep.matched,
    changed: byMessage.changed + bySweep.changed,
    isMore: due.length === perLook || (page.length === perLook && stuck < 0),
  }
}

async function matchAll(
  webhook: WebhookDeps,
  events: readonly StoredEvent[],
): Promise<Omit<RematchResult, 'isMore'> & { readonly closed: ReadonlySet<string> }> {
  const { redis, keys, ledgerOptions } = webhook
  const closed = new Set<string>()
  const matched: StoredEvent[] = []
  const observations: Observation[] = []
  await Promise.all(
    events.map(async (kept) => {
      // What has no traces is kept for people only.
      if (kept.why && kept.traces === '') return
      const text = tryOpen(ledgerOptions.seal ?? noSeal, 'webhook', '', kept.text)
      if (text === undefined) return closed.add(kept.id)
      const event = readEventText(text)
      const { receivedAt, text: sealed } = kept
      const observation = await matchEvent(webhook, { event, receivedAt, text: sealed, isNew: false })
      if (!observation) return
      matched.push(kept)
      observations.push(observation)
    }),
  )
  const changed = await observe(redis, keys, { ledgerOptions, observations })
  // Whoever drops them counts them.
  const dropped = await deleteStoredEvents(redis, keys, matched)
  await addWebhookCounts(redis, keys, { matched: dropped, unmatched: -dropped })
  return { matched: dropped, changed, closed }
}
