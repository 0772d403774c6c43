import { createHmac, timingSafeEqual } from 'node:crypto'
import { CallbackBody } from './callback-body.js'

/** A request is no callback of ours: its signature, or its time, is not. Answer it 400. */
export class CallbackSignatureError extends Error {
  readonly code = 'CALLBACK_SIGNATURE'

  constructor(message: string) {
    super(`The request is no callback of Disparo: ${message}`)
    this.name = 'CallbackSignatureError'
  }
}

type Headers =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>

interface CallbackRequest {
  /** As Node.js or `fetch` give them. */
  readonly headers: Headers
  /** The body as it came, not parsed. */
  readonly body: string | Uint8Array
  /** What it may be signed with: that of the account's `callback.secret`, or several while it changes. */
  readonly secret: string | readonly string[]
  /** How old it may be, or how far ahead its clock, ms. Default 5 minutes. */
  readonly toleranceMs?: number | undefined
  /** Epoch ms. Default: now. */
  readonly now?: number | undefined
}

const usualToleranceMs = 5 * 60_000

/**
 * Checks the signature of a callback (Standard Webhooks: HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`) and reads it.
 * It may come again: its `webhook-id` is the same then.
 * @returns what it tells; `undefined` for a kind that this version does not know: answer that 2xx, too
 * @throws CallbackSignatureError
 */
export function verifyCallback(request: CallbackRequest): CallbackBody | undefined {
  const { headers, body, secret, toleranceMs = usualToleranceMs, now = Date.now() } = request
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    headerOf(headers, `webhook-${name}`),
  )
  if (!id || !timestamp || !signatures) throw new CallbackSignatureError('a header is missing')
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1_000) > toleranceMs) {
    throw new CallbackSignatureError('it is too old, or of the future')
  }
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
  const given = signatures.split(' ').flatMap((each) => (each.startsWith('v1,') ? [each.slice(3)] : []))
  const isOurs = [secret].flat().some((one) => {
    const key = Buffer.from(one.replace(/^whsec_/, ''), 'base64')
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest()
    return given.some((each) => isSame(Buffer.from(each, 'base64'), expected))
  })
  if (!isOurs) throw new CallbackSignatureError('its signature is of no secret given')
  return CallbackBody.safeParse(JSON.parse(text)).data
}

function headerOf(headers: Headers, name: string): string | undefined {
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined
  const value = (headers as Readonly<Record<string, string | readonly string[] | undefined>>)[name]
  return typeof value === 'string' ? value : value?.[0]
}

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
