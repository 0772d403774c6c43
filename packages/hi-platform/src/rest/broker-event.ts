import { readEventError } from './event-error.js'
import { type Fields, fieldsOf, listOf } from './event-fields.js'
import { readEventTime } from './event-time.js'
import { type BrokerEventType, readEventType } from './event-type.js'
import { readPhone } from './read-phone.js'
import { UpstreamId } from './upstream-id.js'

/** What can be read out of one event. */
export interface BrokerEvent {
  /** `undefined`: none of the documented ones. */
  readonly type: BrokerEventType | undefined
  /** When it happened; `undefined` where it does not say, or says what cannot be. */
  readonly at: Date | undefined
  /** `at` says its offset to UTC; else it was read as UTC, which it may not be. */
  readonly hasUtcOffset: boolean
  /** Any that may be the id given when the message was accepted. */
  readonly upstreamIds: readonly string[]
  /** Digits, as far as they can be a phone number. */
  readonly recipients: readonly string[]
  /** Who may be the recipient where `recipients` are none: in an answer it is the person, else the account's own number. */
  readonly senders: readonly string[]
  /** It speaks of what an operator or a supervisor has sent, not an API. */
  readonly byOperator: boolean
  /** Shortened, without markup and numbers; for failures. Meta's with code and title. */
  readonly error: string | undefined
}

const idNames = ['id', 'messageId', 'message_id'] as const
const recipientNames = ['userId', 'to', 'recipient', 'recipientId', 'recipient_id', 'wa_id'] as const
const senderNames = ['senderId', 'sender', 'from'] as const
const timeNames = ['timestamp', 'eventTimestamp', 'time'] as const
const mostNames = 8

/**
 * Reads one event of Hi Broker's status webhook: `{payload, origin, statuses, type, tenantId, departmentId, accountId,
 * eventId, senderId, userId, eventTimestamp, broker, errorMessage, errorOrigin}`, one status in `statuses` at most
 * (`splitEvents`). What eventId correlates with is not documented, nor what payload and statuses are: a status is read as
 * Meta writes it. Never throws; `undefined` for what is no JSON object.
 */
export function readBrokerEvent(value: unknown): BrokerEvent | undefined {
  const event = typeof value === 'string' ? undefined : fieldsOf(value)
  if (event === undefined) return undefined
  const [status = {}] = listOf(event.statuses)
  const payload = fieldsOf(event.payload) ?? {}
  const message = fieldsOf(payload.message) ?? {}
  const [context = {}] = [payload, message].map((part) => fieldsOf(part.context)).filter(isThere)
  const parts = [status, event, payload, message]
  const moment = firstOf(timesOf(parts), readEventTime)
  // A status on its own has its message's id; what the id of an event is that has a status in it, nobody says.
  const bare = readEventType(event.status) ? [event] : []
  const ids = [event.eventId, ...named([payload, message, status, ...bare, context], idNames)]
  return {
    type: firstOf([status.status, event.type, event.status, payload.status, payload.type], readEventType),
    at: moment?.at,
    hasUtcOffset: moment?.hasUtcOffset ?? false,
    upstreamIds: distinct([...ids, event.messageId, event.message_id].map(readId)),
    recipients: distinct(named([event, payload, message, status], recipientNames).map(readPhone)),
    senders: distinct(named([event, payload, message], senderNames).map(readPhone)),
    byOperator: /^(?:operador|supervisor)$/i.test(textOf(event.origin)?.trim() ?? ''),
    error: firstOf([status.errors, event.errorMessage, event.errors, payload.errors], readEventError),
  }
}

function named(parts: readonly Fields[], names: readonly string[]): readonly unknown[] {
  return parts.flatMap((part) => names.map((name) => part[name]))
}

function timesOf(parts: readonly Fields[]): readonly (string | undefined)[] {
  return named(parts, timeNames).map(textOf)
}

function firstOf<Value, Read>(
  values: readonly Value[],
  read: (value: Value) => Read | undefined,
): Read | undefined {
  for (const value of values) {
    const found = read(value)
    if (found !== undefined) return found
  }
  return undefined
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter(isThere))].slice(0, mostNames)
}

function isThere<Value>(value: Value | undefined): value is Value {
  return value !== undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

function readId(value: unknown): string | undefined {
  return textOf(value) === undefined ? undefined : UpstreamId.parse(value)
}
