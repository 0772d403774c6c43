import { setImmediate } from 'node:timers/promises'
import { addWebhookCounts, observe } from '@disparo/core/internal/ledger'
import { MalformedJsonError, readJson } from '@disparo/core/internal/message'
import type { WebhookDeps } from '@disparo/core/internal/webhook'
import { eventText } from '@disparo/core/internal/webhook'
import { quoteLongNumbers, splitEvents } from '@disparo/hi-platform/rest'
import { matchEvent } from './match-event.js'

/** A body has thousands of events at most, and nobody is to wait for all of them. */
const perStep = 50

interface ReceiveResult {
  readonly matched: number
  readonly unmatched: number
  /** Messages that were told something new. */
  readonly changed: number
}

/**
 * Writes down what the events in a body (JSON, or whatever came) show of messages, in any order and however often they come. Those that cannot be
 * told whose they are, or whose type is not documented, are kept; `matchAgain` looks once their message is known.
 */
export async function receiveEvents(webhook: WebhookDeps, body: string, now: number): Promise<ReceiveResult> {
  const { redis, keys, ledgerOptions } = webhook
  const seal = (text: string) => ledgerOptions.seal?.seal('webhook', '', text) ?? text
  const seen: Awaited<ReturnType<typeof matchEvent>>[] = []
  const events = splitEvents(read(body))
  for (let first = 0; first < events.length; first += perStep) {
    const matching = events
      .slice(first, first + perStep)
      .map((event) =>
        matchEvent(webhook, { event, receivedAt: now, text: seal(eventText(event)), isNew: true }),
      )
    seen.push(...(await Promise.all(matching)))
    await setImmediate()
  }
  const observations = seen.filter((observation) => observation !== undefined)
  const changed = await observe(redis, keys, { ledgerOptions, observations })
  const counts = { matched: observations.length, unmatched: seen.length - observations.length }
  await addWebhookCounts(redis, keys, counts)
  return { ...counts, changed }
}

/** What is no JSON is one event that nobody can read: somebody will want to see it. */
function read(body: string): unknown {
  try {
    return readJson(quoteLongNumbers(body))
  } catch (error) {
    if (error instanceof MalformedJsonError) return body
    throw error
  }
}
