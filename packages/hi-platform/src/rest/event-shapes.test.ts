import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteLongNumbers, readBrokerEvent, splitEvents } from './index.js'

/** The fields that Hi Broker is known to send; all but the type may be empty. */
const hi = (over: object) => ({
  ...{ payload: null, origin: 'API', statuses: null, type: 'Delivered', tenantId: 1, departmentId: null },
  ...{ accountId: 'a', eventId: null, senderId: null, userId: null, eventTimestamp: 1_670_336_767 },
  ...{ broker: 'meta', errorMessage: null, errorOrigin: null },
  ...over,
})
const meta = (...values: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '1', changes: values.map((value) => ({ field: 'messages', value })) }],
})
const status = (id: string | number, word: string, over: object = {}) => ({
  ...{ id, status: word, timestamp: '1670336767', recipient_id: '5511987554321' },
  ...over,
})
const undeliverable = { code: 131026, title: 'Message undeliverable', error_data: { details: 'x' } }

/** What is read of a body, as it comes over the line. */
const read = (body: unknown) =>
  splitEvents(JSON.parse(quoteLongNumbers(typeof body === 'string' ? body : JSON.stringify(body)))).map(
    (event) => {
      const {
        type,
        upstreamIds = [],
        recipients = [],
        senders = [],
        error,
        at,
      } = readBrokerEvent(event) ?? {}
      return {
        ...{ type, ids: upstreamIds, to: recipients },
        ...(senders.length > 0 ? { senders } : {}),
        ...(error === undefined ? {} : { error }),
        ...(at === undefined || at.getTime() === 1_670_336_767_000 ? {} : { at: at.toISOString() }),
      }
    },
  )
const one = (type: string | undefined, ids: string[], to: string[] = [], more: object = {}) => ({
  ...{ type, ids, to },
  ...more,
})
const person = '5511987554321'

describe('what a body of the webhook says', () => {
  it.each<[title: string, body: unknown, read: object[]]>([
    [
      'one event, its recipient in statuses',
      hi({ statuses: [{ recipient_id: person }] }),
      [one('Delivered', [], [person])],
    ],
    [
      'one event, its type in statuses',
      hi({ type: null, statuses: [status('a', 'read')] }),
      [one('Read', ['a'], [person])],
    ],
    [
      'statuses of several messages, each with its own type',
      hi({ eventId: 'e', type: 'Status', statuses: [status('a', 'sent'), status('b', 'failed')] }),
      [one('Sent', ['a'], [person]), one('Failed', ['b'], [person])],
    ],
    [
      'the history of one message',
      hi({
        eventId: 'e',
        type: 'Read',
        statuses: [{ status: 'sent' }, { status: 'read', timestamp: 1_670_336_800 }],
      }),
      [one('Sent', ['e']), one('Read', ['e'], [], { at: '2022-12-06T14:26:40.000Z' })],
    ],
    [
      'a type beside statuses that say another',
      hi({ eventId: 'e', type: 'Failed', errorMessage: 'x', statuses: [{ status: 'sent' }] }),
      [one('Sent', ['e'], [], { error: 'x' }), one('Failed', ['e'], [], { error: 'x' })],
    ],
    [
      'a status that is no array',
      hi({ type: null, statuses: status('a', 'sent') }),
      [one('Sent', ['a'], [person])],
    ],
    [
      'statuses in the payload',
      hi({ type: null, payload: { statuses: [status('a', 'sent')] } }),
      [one('Sent', ['a'], [person])],
    ],
    ['a status on its own', status('a', 'delivered'), [one('Delivered', ['a'], [person])]],
    [
      'the form of Meta',
      meta(
        { statuses: [status('wamid.A==', 'delivered'), status('wamid.B==', 'read')] },
        { statuses: [status('c', 'sent')] },
      ),
      [
        one('Delivered', ['wamid.A=='], [person]),
        one('Read', ['wamid.B=='], [person]),
        one('Sent', ['c'], [person]),
      ],
    ],
    [
      'the form of Meta as the payload, in a text',
      hi({ type: 'Status', payload: JSON.stringify(meta({ statuses: [status('a', 'read')] })) }),
      [one('Read', ['a'], [person])],
    ],
    [
      'an answer in the form of Meta',
      meta({
        messages: [{ from: person, id: 'in', timestamp: '1670336767', type: 'text', context: { id: 'a' } }],
      }),
      [one('Replied', ['in', 'a'], [], { senders: [person] })],
    ],
    [
      'arrays in arrays',
      [[hi({ eventId: 'a' })], hi({ eventId: 'b' }), 'no event'],
      [one('Delivered', ['a']), one('Delivered', ['b']), one(undefined, [])],
    ],
    [
      'an array of payloads',
      hi({ payload: [{ id: 'a', to: person }, { id: 'b' }] }),
      [one('Delivered', ['a'], [person]), one('Delivered', ['b'])],
    ],
    [
      'payload.message.id',
      hi({ payload: { message: { id: 'a', to: person } } }),
      [one('Delivered', ['a'], [person])],
    ],
    ['payload.message_id', hi({ payload: { message_id: 'a' } }), [one('Delivered', ['a'])]],
    [
      'senderId, where the recipient is not called userId',
      hi({ type: 'Replied', senderId: person, userId: 'agent' }),
      [one('Replied', [], [], { senders: [person] })],
    ],
    [
      'ids of 64 bits, with all their digits',
      '{"type":"Sent","eventId":9223372036854775807,"payload":{"id":12345678901234567890}}',
      [one('Sent', ['9223372036854775807', '12345678901234567890'])],
    ],
    [
      'errors of a status, with code and title',
      hi({
        type: 'Failed',
        errorMessage: 'other',
        statuses: [status('a', 'failed', { errors: [undeliverable] })],
      }),
      [one('Failed', ['a'], [person], { error: '131026 Message undeliverable' })],
    ],
    [
      'errorMessage as an object',
      hi({ type: 'Failed', errorMessage: undeliverable }),
      [one('Failed', [], [], { error: '131026 Message undeliverable' })],
    ],
    [
      'errorMessage as an array in a text',
      hi({
        type: 'DispatchFailed',
        errorMessage: JSON.stringify([{ code: '132001', message: 'No template' }]),
      }),
      [one('DispatchFailed', [], [], { error: '132001 No template' })],
    ],
    [
      'errorMessage around an error',
      hi({ type: 'Failed', errorMessage: { error: { code: 131047 } } }),
      [one('Failed', [], [], { error: '131047' })],
    ],
    ['errorMessage as nothing to show', hi({ type: 'Failed', errorMessage: {} }), [one('Failed', [])]],
    ['nothing known', { any: 'thing' }, [one(undefined, [])]],
    ['the form of Meta without anything', meta({}), [one(undefined, [])]],
  ])('%s', (_title, body, expected) => {
    expect(read(body)).toEqual(expected)
  })

  it('is a thousand events at most, and of each message eight ids', () => {
    expect(splitEvents(Array(20_000).fill({}))).toHaveLength(1_000)
    const names = ['id', 'messageId', 'message_id']
    const ids = (n: number) => Object.fromEntries(names.map((name) => [name, `${name}-${n}`]))
    const event = { type: 'Sent', eventId: 'e', payload: { ...ids(1), message: ids(2) }, statuses: [ids(3)] }
    expect(readBrokerEvent(event)?.upstreamIds).toHaveLength(8)
  })
})

describe('a body that is made to be many times itself', () => {
  const many = (text: string, count: number) => `[${Array(count).fill(text).join()}]`
  const statuses = `"statuses":${many('{}', 9_000)}`
  it.each([
    [
      'statuses beside many fields',
      `{${Array.from({ length: 3_500 }, (_, n) => `"a${n}":1`).join()},${statuses}}`,
    ],
    ['statuses beside a long payload', `{"payload":{"text":"${'x'.repeat(30_000)}"},${statuses}}`],
    ['statuses beside payloads', `{"payload":${many('{}', 9_000)},${statuses}}`],
    ['payloads with statuses', `{"payload":${many('{"statuses":[{},{}]}', 2_000)},${statuses}}`],
    ['statuses beside JSON in a text', `{"errorMessage":${JSON.stringify('['.repeat(30_000))},${statuses}}`],
    ['changes without end', `{"entry":${many('{"changes":[{"value":{"statuses":[{}]}}]}', 1_400)}}`],
    ['nothing', many('[]', 20_000)],
  ])('%s, is a thousand events at most and not much longer than it was', (_title, body) => {
    const events = splitEvents(JSON.parse(body))
    expect(events.length).toBeLessThanOrEqual(1_000)
    for (const event of events) readBrokerEvent(event)
    expect(JSON.stringify(events).length).toBeLessThan(2_000_000)
  })

  it('never throws, and loses nothing, whatever is in it', () => {
    const field = fc.oneof(fc.jsonValue(), fc.json(), fc.constantFrom('delivered', '5511987554321', 17))
    const known = [
      'type',
      'payload',
      'statuses',
      'entry',
      'errorMessage',
      'eventId',
      'userId',
      'eventTimestamp',
    ]
    const event = fc.record(Object.fromEntries(known.map((name) => [name, field])), { requiredKeys: [] })
    fc.assert(
      fc.property(event, (body) => {
        const events = splitEvents(body)
        expect(events.length).toBeGreaterThan(0)
        for (const one of events) expect(readBrokerEvent(one)).toBeDefined()
      }),
    )
  })
})

describe('long numbers in JSON', () => {
  it.each([
    ['{"id":9223372036854775807}', '{"id":"9223372036854775807"}'],
    ['[1234567890123456,123456789012345]', '["1234567890123456",123456789012345]'],
    ['{"a":"id: 9223372036854775807, \\"9223372036854775807\\""}', undefined],
    ['{"a":1234567890123456.5,"b":-1234567890123456,"c":1e3000000000000000}', undefined],
    ['"1234567890123456', undefined],
    ['{"a":"1234567890123456\\', undefined],
  ])('of %s are strings', (text, quoted) => {
    expect(quoteLongNumbers(text)).toBe(quoted ?? text)
  })

  it('are found in one pass, whatever the text is', () => {
    const text = `1234567890123456${'"\\'.repeat(2)}${'\\"'.repeat(500_000)}`
    // Looked at anew from each quote, it would take hours.
    expect(quoteLongNumbers(text)).toBe(text.replace('1234567890123456', '"1234567890123456"'))
  })
})
