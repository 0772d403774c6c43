import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPersonReply, splitEvents } from './index.js'

const person = '5511987554321'
/** The fields that Hi Broker is known to send. */
const event = (payload: unknown, over: object = {}) => ({
  ...{ payload, origin: 'API', statuses: null, type: 'Replied', eventId: 'up-1', senderId: '5511912341234' },
  ...{ userId: person, eventTimestamp: 1_670_336_767, broker: 'meta', errorMessage: null },
  ...over,
})
const read = (payload: unknown, over?: object) => readPersonReply(event(payload, over))

describe('the text of a reply', () => {
  it.each<[title: string, payload: unknown]>([
    ['the payload', ' SAIR '],
    ["Meta's text", { id: 'in', type: 'text', text: { body: 'SAIR' }, context: { id: 'up-1' } }],
    ["Meta's text as JSON in a text", JSON.stringify({ type: 'text', text: { body: 'SAIR' } })],
    ["the label of Meta's button", { type: 'button', button: { text: 'SAIR', payload: 'opt-out' } }],
    [
      'a button of a message',
      { type: 'interactive', interactive: { button_reply: { id: '1', title: 'SAIR' } } },
    ],
    [
      'what was chosen from a list',
      { interactive: { type: 'list_reply', list_reply: { id: '1', title: 'SAIR' } } },
    ],
    ['text', { text: 'SAIR' }],
    ['body', { body: 'SAIR', from: person }],
    ['content of a text/plain', { type: 'text/plain', content: 'SAIR' }],
    ['message', { message: 'SAIR' }],
    ['text of the message', { message: { id: 'in', text: 'SAIR' } }],
    ['the same text twice', { text: 'SAIR', message: { text: { body: 'SAIR' } } }],
    ['a text beside what it quotes', { text: 'SAIR', context: { id: 'up-1', text: 'Oferta!' } }],
  ])('is %s', (_title, payload) => {
    expect(readPersonReply(splitEvents(event(payload))[0])).toMatchObject({ isUnreadable: false })
    expect(readPersonReply(splitEvents(event(payload))[0]).text?.trim()).toBe('SAIR')
  })

  it('of an event in the form of Meta is found, with who wrote it', () => {
    const messages = [{ from: person, id: 'in', type: 'text', text: { body: 'Parar' } }]
    const [only] = splitEvents({ entry: [{ changes: [{ value: { messages } }] }] })
    expect(readPersonReply(only)).toEqual({ text: 'Parar', from: person, isUnreadable: false })
  })

  it.each<[title: string, payload: unknown]>([
    ['there is no payload', null],
    ['the payload is empty', {}],
    ['it stands where nobody knows', { data: { words: 'SAIR' } }],
    ['there are two', { text: 'SAIR', message: { text: 'Oferta! Responda SAIR' } }],
    ['only what it quotes has one', { context: { text: 'SAIR' } }],
  ])('is not guessed where %s', (_title, payload) => {
    expect(read(payload)).toEqual({ isUnreadable: true })
  })

  it.each(['image', 'audio', 'sticker', 'location', 'contacts', 'reaction', 'image/jpeg'])(
    'is none in an answer of type %s, which is nothing that cannot be read',
    (type) => {
      expect(read({ type, text: 'SAIR' })).toEqual({ isUnreadable: false })
      expect(read({ message: { type } })).toEqual({ isUnreadable: false })
    },
  )

  it('is shortened, and reading never throws', () => {
    expect(read('x'.repeat(10_000)).text).toHaveLength(1_024)
    const field = fc.oneof(fc.jsonValue(), fc.json(), fc.constantFrom('text', 'SAIR', 17))
    const payload = fc.record({ type: field, text: field, message: field, interactive: field, from: field })
    fc.assert(fc.property(fc.oneof(payload, field), (value) => void read(value)))
    for (const value of [null, 7, 'text', []]) expect(readPersonReply(value)).toEqual({ isUnreadable: false })
  })
})
