import { type Fields, fieldsOf, listOf } from './event-fields.js'
import { isSameNews, readEventType } from './event-type.js'

/** 64 KiB have room for no more that say anything; what is left is one event that nobody can read. */
const mostEvents = 1_000

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
    const { entry: _, payload: __, ...outer } = event
    const parts = values.flatMap((value) => eventsOfMeta(outer, value))
    return parts.length > 0 ? parts : [event]
  }
  const payloads = listOf(event.payload)
  const isMany = Array.isArray(event.payload) && payloads.length > 0
  return isMany ? payloads.flatMap((payload) => splitStatuses({ ...event, payload })) : splitStatuses(event)
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
  const { eventId: _, userId: __, payload: ___, ...rest } = event
  const isOfMany = new Set(statuses.map(whose).filter((name) => name !== undefined)).size > 1
  const parts: Fields[] = statuses.map((status) => ({
    ...(isOfMany && whose(status) !== undefined ? rest : event),
    statuses: [status],
  }))
  // What the event itself says is not to be lost for what its statuses say.
  const type = readEventType(event.type)
  const types = statuses.map(({ status }) => readEventType(status) ?? type)
  const isToldOtherwise = type !== undefined && !types.some((told) => isSameNews(type, told))
  return isToldOtherwise ? [...parts, { ...event, statuses: null }] : parts
}

/** What tells a status's message from the others'. */
function whose({ id, recipient_id, recipientId }: Fields): string | undefined {
  const names = [id, recipient_id ?? recipientId]
  return names.some((name) => name !== undefined && name !== null) ? JSON.stringify(names) : undefined
}
