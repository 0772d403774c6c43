import { z } from 'zod'
import { describeRejection } from './rejection-detail.js'
import { UpstreamId } from './upstream-id.js'

/** The documented types of Hi Broker's status webhook. */
export const BrokerEventType = z.enum([
  'Dispatch',
  'Sent',
  'Delivered',
  'Read',
  'Failed',
  'Deleted',
  'Replied',
  'DispatchFailed',
])
export type BrokerEventType = z.infer<typeof BrokerEventType>

/** What can be read out of one event. */
export interface BrokerEvent {
  /** `undefined`: none of the documented ones. */
  readonly type: BrokerEventType | undefined
  /** When it happened; `undefined` where it does not say, or says what cannot be. */
  readonly at: Date | undefined
  /** Any that may be the id given when the message was accepted. */
  readonly upstreamIds: readonly string[]
  /** Digits, as far as they can be a phone number. */
  readonly recipients: readonly string[]
  /** It speaks of what an operator or a supervisor has sent, not an API. */
  readonly byOperator: boolean
  /** Shortened, without markup and numbers; for failures. */
  readonly error: string | undefined
}

const Text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined)
const Type = z
  .string()
  .transform((text) => BrokerEventType.options.find((type) => type.toLowerCase() === text.toLowerCase()))
  .optional()
  .catch(undefined)
const WithIds = z.object({ id: UpstreamId, messageId: UpstreamId, to: Text })
const Payload = z
  .preprocess((value) => (typeof value === 'string' ? readJsonText(value) : value), WithIds)
  .optional()
  .catch(undefined)
const Statuses = z
  .array(z.object({ id: UpstreamId }).catch({ id: undefined }))
  .catch([])
  .default([])

/** All of it optional and of any type: no more is documented than the fields' names and the types. */
const Fields = z.object({
  type: Type,
  origin: Text,
  eventId: UpstreamId,
  userId: Text,
  eventTimestamp: Text,
  errorMessage: Text,
  payload: Payload,
  statuses: Statuses,
})

/**
 * Reads one event of Hi Broker's status webhook: `{payload, origin, statuses, type, tenantId, departmentId, accountId,
 * eventId, senderId, userId, eventTimestamp, broker, errorMessage, errorOrigin}`. What eventId correlates with is not
 * documented. Never throws; `undefined` for what is no JSON object.
 */
export function readBrokerEvent(event: unknown): BrokerEvent | undefined {
  const parsed = Fields.safeParse(event)
  if (!parsed.success) return undefined
  const { type, origin, eventId, userId, eventTimestamp, errorMessage, payload, statuses } = parsed.data
  const ids = [eventId, payload?.id, payload?.messageId, ...statuses.map(({ id }) => id)]
  return {
    type,
    at: readMoment(eventTimestamp),
    upstreamIds: distinct(ids),
    recipients: distinct([readDigits(userId), readDigits(payload?.to)]),
    byOperator: /^(?:operador|supervisor)$/i.test(origin ?? ''),
    error: errorMessage ? describeRejection(errorMessage) : undefined,
  }
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))]
}

/** `5511987554321@s.whatsapp.net` and `whatsapp:+55 11 98755-4321` are numbers, too. */
function readDigits(text = ''): string | undefined {
  const digits = text.replace(/@.*$/s, '').replace(/\D/g, '')
  return /^[1-9]\d{7,14}$/.test(digits) ? digits : undefined
}

const latestSeconds = 1e11
const latestMs = 1e14
const withOffset = /(?:z|[+-]\d{2}:?\d{2})$/i

/** Epoch seconds, epoch milliseconds or ISO 8601; without an offset it is taken for UTC. */
function readMoment(text = ''): Date | undefined {
  const written = text.trim()
  const number = /^\d+(?:\.\d+)?$/.test(written) ? Number(written) : undefined
  if (number !== undefined) {
    return number > 0 && number < latestMs
      ? new Date(number < latestSeconds ? number * 1_000 : number)
      : undefined
  }
  if (!/^\d{4}-\d\d-\d\dT/i.test(written)) return undefined
  const date = new Date(withOffset.test(written) ? written : `${written}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
