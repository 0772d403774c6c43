import { describe, expect, it } from 'vitest'
import { entryField, parseEntry, timeField } from '../ledger/index.js'
import { CallbackBody, callbackBody } from './callback-body.js'
import { readOutboxEvent } from './outbox-event.js'

const sentAt = Date.parse('2026-11-27T12:00:03Z')
const event = { eventId: '1764244803000-0', messageId: 'm-1', status: 'sent', at: sentAt } as const
const hash = {
  [entryField.status]: 'received',
  [entryField.to]: '5511900000001',
  [entryField.namespace]: 'ns',
  [entryField.elementName]: 'oferta',
  [entryField.label]: 'black_friday',
  [entryField.batch]: 'b-1',
  [entryField.row]: '7',
  [entryField.detail]: 'http-400: R$10 5364',
  [timeField.accepted]: String(sentAt - 2_000),
  [timeField.sent]: String(sentAt),
  [timeField.received]: String(sentAt + 1_000),
}

describe('the body of a callback', () => {
  it('tells what changed, of which message and when, and what else is known', () => {
    expect(callbackBody('loja', event, parseEntry('m-1', hash))).toEqual({
      type: 'message.sent',
      timestamp: '2026-11-27T12:00:03.000Z',
      data: {
        id: 'm-1',
        status: 'sent',
        account: 'loja',
        at: '2026-11-27T12:00:03.000Z',
        batch: 'b-1',
        row: 7,
        externalLabel: 'black_friday',
        timeline: {
          accepted: '2026-11-27T12:00:01.000Z',
          sent: '2026-11-27T12:00:03.000Z',
          received: '2026-11-27T12:00:04.000Z',
        },
      },
    })
  })

  it("has no phone number, no template and none of upstream's words", () => {
    const text = JSON.stringify(callbackBody('loja', event, parseEntry('m-1', hash)))
    expect(text).not.toMatch(/5511900000001|oferta|R\$10|5364/)
  })

  it("tells the recipient's answer, whatever the message's status is", () => {
    const answer = { ...event, status: 'replied' } as const
    const told = callbackBody('loja', answer, parseEntry('m-1', hash))
    expect(told).toMatchObject({
      type: 'message.replied',
      data: { status: 'received', at: '2026-11-27T12:00:03.000Z', repliedAt: '2026-11-27T12:00:03.000Z' },
    })
    expect(Object.keys(told.data.timeline)).toEqual(['accepted', 'sent', 'received'])
    expect(callbackBody('loja', answer, undefined).data).toMatchObject({ status: 'accepted', timeline: {} })
    const later = parseEntry('m-1', { ...hash, [entryField.replied]: String(sentAt) })
    expect(callbackBody('loja', event, later).data).toMatchObject({ repliedAt: '2026-11-27T12:00:03.000Z' })
    const written = ['id', 'm-1', 'status', 'replied', 'at', String(sentAt)]
    expect(readOutboxEvent(event.eventId, written)).toEqual(answer)
  })

  it('tells the change even when the ledger has let go of the message', () => {
    const body = callbackBody('loja', event, undefined)
    expect(body.data).toEqual({
      id: 'm-1',
      status: 'sent',
      account: 'loja',
      at: '2026-11-27T12:00:03.000Z',
      timeline: { sent: '2026-11-27T12:00:03.000Z' },
    })
    expect(CallbackBody.parse(JSON.parse(JSON.stringify(body)))).toEqual(body)
  })
})

describe('an entry of the outbox', () => {
  it('is read as the ledger writes it', () => {
    expect(readOutboxEvent(event.eventId, ['id', 'm-1', 'status', 'sent', 'at', String(sentAt)])).toEqual(
      event,
    )
  })

  it.each([
    ['nothing', []],
    ['no id', ['status', 'sent', 'at', '1']],
    ['a status that is none', ['id', 'm', 'status', 'lost', 'at', '1']],
    ['a time that is none', ['id', 'm', 'status', 'sent', 'at', 'now']],
    ['a time beyond all time', ['id', 'm', 'status', 'sent', 'at', '9e15']],
  ])('with %s is no event', (_, fields) => {
    expect(readOutboxEvent('1-0', fields)).toBeUndefined()
  })
})
