import type { CallbackBody } from '@disparo/core/internal/callback'
import type { Webhook } from 'standardwebhooks'
import { type Dispatcher, request } from 'undici'
import { type Delivery, deliveryOfAnswer, deliveryOfError } from './delivery.js'

export interface PostDeps {
  readonly url: string
  /** One for each secret. */
  readonly webhooks: readonly Pick<Webhook, 'sign'>[]
  readonly dispatcher: Dispatcher
  /** From connecting to the end of the answer. */
  readonly timeoutMs: number
  /** Aborts what is under way when a stop's deadline is over. */
  readonly deadline: AbortSignal
  readonly now: () => number
}

/** Of an answer's body so much is read, and thrown away, to keep the connection; a longer one costs it. */
const answerLimitBytes = 16_384

/**
 * POSTs one callback, signed by the Standard Webhooks scheme: the signatures by all secrets, parted by spaces.
 * `webhook-id` is the same in every attempt, so that a receiver knows what it has had already; `webhook-timestamp`
 * (seconds) is the attempt's.
 */
export async function postCallback(
  deps: PostDeps,
  { webhookId, body }: { readonly webhookId: string; readonly body: CallbackBody },
): Promise<Delivery> {
  const payload = JSON.stringify(body)
  const sentAt = new Date(deps.now())
  const ending = new AbortController()
  const stop = () => ending.abort()
  const timer = setTimeout(() => ending.abort(timedOut), deps.timeoutMs)
  deps.deadline.addEventListener('abort', stop)
  if (deps.deadline.aborted) stop()
  try {
    const answer = await request(deps.url, {
      dispatcher: deps.dispatcher,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'disparo',
        'webhook-id': webhookId,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
        'webhook-signature': deps.webhooks.map((each) => each.sign(webhookId, sentAt, payload)).join(' '),
      },
      body: payload,
      signal: ending.signal,
    })
    // The status says it all: a body that breaks off or never ends changes nothing.
    await answer.body.dump({ limit: answerLimitBytes, signal: ending.signal }).catch(() => {})
    return deliveryOfAnswer(answer.statusCode, answer.headers, deps.now())
  } catch (error) {
    return deps.deadline.aborted ? { kind: 'aborted' } : deliveryOfError(error)
  } finally {
    clearTimeout(timer)
    deps.deadline.removeEventListener('abort', stop)
  }
}

const timedOut = Object.assign(new Error('The receiver did not answer in time'), { code: 'TIMEOUT' })
