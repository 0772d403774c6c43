import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBrokerEvent } from './broker-event.js'
import { BrokerEventType } from './event-type.js'

/** Every field that Hi Broker is known to send. */
const event = {
  payload: null,
  origin: 'API',
  statuses: null,
  type: 'Delivered',
  tenantId: 1,
  departmentId: null,
  accountId: 'a',
  eventId: 'up-1',
  senderId: '5511912341234',
  userId: '5511987554321',
  eventTimestamp: 1_670_336_767,
  broker: 'meta',
  errorMessage: null,
  errorOrigin: null,
}
const read = (over: Record<string, unknown> = {}) => readBrokerEvent({ ...event, ...over })

describe('an event of Hi Broker', () => {
  it('is read with what says which message it is of, and when', () => {
    expect(read()).toEqual({
      type: 'Delivered',
      at: new Date('2022-12-06T14:26:07Z'),
      hasUtcOffset: true,
      upstreamIds: ['up-1'],
      recipients: ['5511987554321'],
      senders: ['5511912341234'],
      byOperator: false,
      error: undefined,
    })
  })

  it.each(BrokerEventType.options)('may be of type %s, in any case', (type) => {
    expect(read({ type: type.toUpperCase() })?.type).toBe(type)
  })

  it.each(['Clicked', '', null, 7, {}])('of type %j is none of the documented ones', (type) => {
    expect(read({ type })).toMatchObject({ type: undefined, upstreamIds: ['up-1'] })
  })

  it('may have its id in any of several places, and each of them once', () => {
    const payload = { id: 'a', messageId: 'b' }
    const statuses = [null, 'c', { id: 17 }]
    expect(read({ eventId: null, payload, statuses })?.upstreamIds).toEqual(['a', 'b', '17'])
    expect(read({ eventId: 'x', payload: JSON.stringify(payload) })?.upstreamIds).toEqual(['x', 'a', 'b'])
    expect(read({ eventId: 'no id but a sentence', payload: '{' })?.upstreamIds).toEqual([])
  })

  it.each([
    ['5511987554321', ['5511987554321']],
    [5511987554321, ['5511987554321']],
    ['+55 (11) 98755-4321', ['5511987554321']],
    ['5511987554321@s.whatsapp.net', ['5511987554321']],
    ['8c1f', []],
    [null, []],
  ])('with the user %j names the recipients %j', (userId, recipients) => {
    expect(read({ userId })?.recipients).toEqual(recipients)
    expect(read({ userId: undefined, payload: { to: userId } })?.recipients).toEqual(recipients)
  })

  it.each([
    [1_670_336_767, '2022-12-06T14:26:07.000Z'],
    ['1670336767', '2022-12-06T14:26:07.000Z'],
    [1_670_336_767_250, '2022-12-06T14:26:07.250Z'],
    ['2022-12-06T14:26:07Z', '2022-12-06T14:26:07.000Z'],
    ['2022-12-06T11:26:07.5-03:00', '2022-12-06T14:26:07.500Z'],
    ['2022-12-06 14:26:07', '2022-12-06T14:26:07.000Z'],
    [0, undefined],
    [1e20, undefined],
    ['yesterday', undefined],
    ['2022-13-40T00:00:00Z', undefined],
    [null, undefined],
  ])('with the timestamp %j happened at %s', (eventTimestamp, at) => {
    expect(read({ eventTimestamp })?.at?.toISOString()).toBe(at)
  })

  it.each([
    ['2022-12-06T14:26:07', false],
    ['2022-12-06T14:26:07-03:00', true],
    [1_670_336_767, true],
  ])('with the timestamp %j says its offset: %j', (eventTimestamp, hasUtcOffset) => {
    expect(read({ eventTimestamp })).toMatchObject({ hasUtcOffset })
  })

  it('says why it failed, shortened and without numbers that may be telephones', () => {
    const errorMessage = `Undeliverable to 5511987554321 ${'x'.repeat(900)}`
    const error = read({ type: 'Failed', errorMessage })?.error
    expect(error).toMatch(/^Undeliverable to \*\*\* x+…$/)
    expect(error).toHaveLength(200)
  })

  it.each(['operador', 'SUPERVISOR'])('of origin %s is not of an API', (origin) => {
    expect(read({ origin })?.byOperator).toBe(true)
  })

  it.each([null, 'text', 7, [event]])('is no %j', (value) => {
    expect(readBrokerEvent(value)).toBeUndefined()
  })

  it('never throws, whatever its fields hold', () => {
    const any = fc.option(fc.anything(), { nil: undefined })
    const fields = Object.fromEntries(Object.keys(event).map((name) => [name, any]))
    fc.assert(
      fc.property(fc.record(fields), (value) => {
        const { upstreamIds = [], recipients = [] } = readBrokerEvent(value) ?? {}
        for (const id of upstreamIds) expect(id).toMatch(/^\S{1,128}$/)
        for (const recipient of recipients) expect(recipient).toMatch(/^\d{8,15}$/)
      }),
    )
  })
})
