import { describe, expect, it } from 'vitest'
import type { ReportItem } from '../rest/index.js'
import { differingField } from './differing-field.js'
import { possibleMatchFinder } from './possible-matches.js'

const sentAt = 1_000_000_000
const tolerance = { earlyMs: 2_000, lateMs: 35_000 }
const message = {
  id: 'm',
  to: '5511987654321',
  namespace: 'default',
  elementName: 'boleto',
  externalLabel: 'a',
  sentAt,
}
const item: ReportItem = {
  id: undefined,
  recipient: message.to,
  namespace: message.namespace,
  elementName: message.elementName,
  externalLabel: 'a',
  sender: '5511912341234',
  origin: 'API',
  operatorName: undefined,
  billable: undefined,
  dispatchDate: new Date(sentAt + 1_000),
  sentDate: undefined,
  receivedDate: undefined,
  readDate: undefined,
}

describe('an item that is nobody’s', () => {
  it.each([
    ['with another template', { elementName: 'cupom' }],
    ['with another label', { externalLabel: undefined }],
    ['of another sender', { sender: '5521900000000' }],
    ['without the country code', { recipient: '11987654321' }],
    ['without the ninth digit', { recipient: '551187654321' }],
    ['that is not dispatched yet', { dispatchDate: undefined }],
    ['just at the end', { dispatchDate: new Date(sentAt + 35_000) }],
  ])('could be a message’s: %s', (_, over) => {
    expect(possibleMatchFinder([{ ...item, ...over }], tolerance)(message)).toBe(true)
  })

  it.each([
    ['of another person', { recipient: '5511987654322' }],
    ['from before it', { dispatchDate: new Date(sentAt - 2_001) }],
    ['from long after it', { dispatchDate: new Date(sentAt + 35_001) }],
    ['not dispatched, but sent before it', { dispatchDate: undefined, sentDate: new Date(sentAt - 60_000) }],
  ])('could not be: %s', (_, over) => {
    expect(possibleMatchFinder([{ ...item, ...over }], tolerance)(message)).toBe(false)
  })
})

describe('the field that differs', () => {
  it.each([
    ['namespace', { namespace: 'cd551e83_8455' }],
    ['elementName', { elementName: 'BOLETO' }],
    ['externalLabel', { externalLabel: undefined }],
    ['recipient', { recipient: '11987654321' }],
    ['recipient', { recipient: '55119****4321' }],
    ['sender', { sender: '5521900000000' }],
    ['dispatchDate', { dispatchDate: new Date(sentAt + 60_000) }],
    ['nothing', { recipient: '5521900000000', elementName: 'cupom' }],
  ] as const)('is told: %s', (field, over) => {
    expect(differingField([message], [{ ...item, ...over }], tolerance)).toBe(field)
  })

  it('is that of most of the messages', () => {
    const other = { ...message, to: '5511900000001' }
    const third = { ...message, to: '5511900000002' }
    const items = [message, other, third].map(({ to }, n) => ({
      ...item,
      recipient: to,
      ...(n === 0 ? { externalLabel: 'b' } : { namespace: 'x' }),
    }))
    expect(differingField([message, other, third], items, tolerance)).toBe('namespace')
  })
})
