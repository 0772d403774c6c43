import { type Fields, fieldsOf, listOf } from './event-fields.js'
import { isSameEventType, readEventType } from './event-type.js'

/** 64 KiB have room for no more that say anything; what is left is one event that nobody can read. */
const mostEvents = 1_000

const sharedChars = 1_024
const names = [
  ...['payload', 'origin', 'type', 'tenantId', 'departmentId', 'accountId', 'eventId', 'senderId', 'userId'],
  ...['eventTimestamp', 'broker', 'errorMessage', 'errorOrigin'],
]

/**
 * What a webhook's body says, one event of one message each, in the form in which Hi Broker sends it:
 * - an array is its items;
 * - Meta's `entry[].changes[].value`, also as the payload of an event, is its `statuses[]`, and its `messages[]` as `Replied`;
 * - an event with several `statuses[]` is each of them; of another message's nothing else of the event is taken;
 * - an event with several payloads is each of them.
 * What is no object is left as it is. Nothing is lost: what is not understood comes as it is.
 */
export function splitEvents(body: unknown): readonly unknown[] {
  const items: readonly unknown[] = Array.isArray(body) ? body.flat(3) : [body]
  const events = items.flatMap((item: unknown): readonly unknown[] => {
    const fields = typeof item === 'string' ? undefined : fieldsOf(item)
    return fields ? splitEvent(fields) : [item]
  })
  return events.length <= mostEvents
    ? events
    : [...events.slice(0, mostEvents - 1), events.slice(mostEvents - 1)]
}

function splitEvent(event: Fields): readonly Fields[] {
  const values = [event, ...listOf(event.payload)].flatMap(metaValues)
  if (values.length > 0) {
    const outer = shared({ ...event, payload: null })
    const parts = values.flatMap((value) => eventsOfMeta(outer, value))
    return parts.length > 0 ? parts : [event]
  }
  const payloads = listOf(event.payload)
  const isMany = Array.isArray(event.payload) && payloads.length > 0
  if (!isMany) return splitStatuses(event)
  const outer = shared({ ...event, payload: null })
  const own = listOf(event.statuses).length > 0 ? splitStatuses({ ...event, payload: null }) : []
  return [...own, ...payloads.flatMap((payload) => splitStatuses({ ...outer, payload }))]
}

function metaValues(holder: Fields): readonly Fields[] {
  return listOf(holder.entry)
    .flatMap(({ changes }) => listOf(changes))
    .flatMap(({ value }) => listOf(value))
}

function eventsOfMeta(outer: Fields, { statuses, messages }: Fields): readonly Fields[] {
  const told = listOf(statuses).map((status) => ({ ...outer, statuses: [status] }))
  const answers = listOf(messages).map((payload) => ({ ...outer, type: 'Replied', payload }))
  return [...told, ...answers]
}

function splitStatuses(event: Fields): readonly Fields[] {
  const own = listOf(event.statuses)
  const payload = fieldsOf(event.payload)
  const statuses = own.length > 0 ? own : listOf(payload?.statuses)
  if (statuses.length === 0) return [event]
  const outer = statuses.length === 1 ? event : shared(event)
  const { eventId: _, userId: __, payload: ___, ...rest } = outer
  const isOfMany = new Set(statuses.map(whose).filter((name) => name !== undefined)).size > 1
  const parts: Fields[] = statuses.map((status) => ({
    ...(isOfMany && whose(status) !== undefined ? rest : outer),
    statuses: [status],
  }))
  // What the event itself says is not to be lost for what its statuses say.
  const type = readEventType(event.type)
  const types = statuses.map(({ status }) => readEventType(status) ?? type)
  const isToldOtherwise = type !== undefined && !types.some((told) => isSameEventType(type, told))
  return isToldOtherwise ? [...parts, { ...event, statuses: null }] : parts
}

/**
 * What the events in one have in common, but for its statuses: each is written and read with it, so that a body of many
 * costs no more than a few of its length.
 */
function shared(event: Fields): Fields {
  const payload = fieldsOf(event.payload) ?? event.payload
  const known = names.filter((name) => name in event)
  return Object.fromEntries(
    known.map((name) => [name, shortened(name === 'payload' ? payload : event[name])]),
  )
}

function shortened(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, sharedChars)
  if (typeof value !== 'object' || value === null) return value
  try {
    return JSON.stringify(value).length > 2 * sharedChars ? null : value
  } catch {
    return null // It is nested more deeply than can be written.
  }
}

/** What tells a status's message from the others'. */
function whose({ id, recipient_id, recipientId }: Fields): string | undefined {
  const names = [id, recipient_id ?? recipientId]
  return names.some((name) => name !== undefined && name !== null) ? JSON.stringify(names) : undefined
}
