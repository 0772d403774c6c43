import { readdirSync, readFileSync } from 'node:fs'
import {
  type Component,
  checkXmlSupport,
  type Message,
  parseMessage,
  readJson,
} from '@disparo/core/internal/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildDispatch } from './build-dispatch.js'
import { readRequest } from './read-request.js'
import { renderDispatch } from './render-request.js'
import { anyPhone, anyText } from './xml-fixtures.test.support.js'

const message: Message = { to: '5511987554321', namespace: 'ns', elementName: 'aviso' }
const body = (...texts: string[]): Component => ({
  type: 'body',
  parameters: texts.map((text) => ({ type: 'text', text })),
})
const pathsOf = (over: Partial<Message>) => checkXmlSupport({ ...message, ...over }).map(({ path }) => path)

describe('XML carries', () => {
  it('a template without variables, and one with them', () => {
    expect(checkXmlSupport(message)).toEqual([])
    expect(pathsOf({ components: [body('João', 'R$ 10 & mais')] })).toEqual([])
  })

  it('no category and no label, and nothing is refused for them', () => {
    expect(pathsOf({ category: 'Marketing', externalLabel: 'black_friday' })).toEqual([])
  })

  it.each(['12025550123', '55119999999', '5520987554321'])('nothing to %s', (to) => {
    expect(pathsOf({ to })).toEqual(['to'])
  })

  it('no header, no button and no one-time code', () => {
    const components: Component[] = [
      { type: 'header', parameters: [{ type: 'text', text: 'Olá' }] },
      body('João'),
      { type: 'button', parameters: [{ type: 'url', index: 0, text: 'x' }] },
      { type: 'otp', parameters: [{ type: 'text', text: '123456' }] },
    ]
    expect(checkXmlSupport({ ...message, components })).toEqual([
      {
        path: 'components[0].type',
        code: 'xml-part',
        message:
          'is a header: the XML integration carries the body only; send it through an account with transport "rest"',
      },
      { path: 'components[2].type', code: 'xml-part', message: expect.stringMatching(/^is a button: /) },
      {
        path: 'components[3].type',
        code: 'xml-part',
        message: expect.stringMatching(/^is a one-time code: /),
      },
    ])
  })

  it('no text that XML has no way to write, and none that would arrive empty', () => {
    expect(pathsOf({ components: [body('ok', '\u0001', '\uD800', ' ')] })).toEqual([
      'components[0].parameters[1].text',
      'components[0].parameters[2].text',
      'components[0].parameters[3].text',
    ])
    expect(pathsOf({ namespace: '\uFFFF', elementName: ' aviso' })).toEqual(['namespace', 'elementName'])
  })

  it("the seed's REST examples that have nothing but a body", () => {
    const folder = new URL('../../../core/src/message/fixtures/', import.meta.url)
    const carried = readdirSync(folder)
      .filter((name) => name.endsWith('.txt'))
      .filter((name) => {
        const parsed = parseMessage(readJson(readFileSync(new URL(name, folder), 'utf8')))
        return parsed.ok && checkXmlSupport(parsed.message).length === 0
      })
    expect(carried).toEqual([
      'external-label.both.txt',
      'extras-and-four-variables.botmaker.txt',
      'extras-and-four-variables.hi.txt',
      'extras-without-variables.both.txt',
      'with-variables.botmaker.txt',
      'with-variables.hi.txt',
      'without-variables.both.txt',
    ])
  })
})

describe('messages as a dispatch', () => {
  it('are one contact each, in their order', () => {
    const second = { ...message, to: '552133334444', components: [body('a', 'b')] }
    expect(buildDispatch([message, second], { remetente: 'r', identificador: 'g1' })).toEqual({
      remetente: 'r',
      identificador: 'g1',
      namespace: 'ns',
      elementName: 'aviso',
      contacts: [
        { phone: '11987554321', parameters: [] },
        { phone: '2133334444', parameters: ['a', 'b'] },
      ],
    })
  })

  it.each<[string, Message[]]>([
    ['nothing', []],
    ['two templates', [message, { ...message, elementName: 'outro' }]],
    ['two namespaces', [message, { ...message, namespace: 'outro' }]],
    ['a recipient abroad', [{ ...message, to: '12025550123' }]],
    [
      'a one-time code',
      [{ ...message, components: [{ type: 'otp', parameters: [{ type: 'text', text: '1' }] }] }],
    ],
  ])('cannot be of %s', (_title, messages) => {
    expect(() => buildDispatch(messages, { remetente: 'r' })).toThrow(RangeError)
  })

  it('arrive as they are, whatever XML can carry', () => {
    const anyMessage = fc
      .record({ phone: anyPhone, texts: fc.array(anyText, { maxLength: 3 }) })
      .map(({ phone, texts }): Message => ({ ...message, to: `55${phone}`, components: [body(...texts)] }))
    fc.assert(
      fc.property(fc.array(anyMessage, { minLength: 1, maxLength: 5 }), (messages) => {
        expect(messages.flatMap(checkXmlSupport)).toEqual([])
        const dispatch = buildDispatch(messages, { remetente: 'r' })
        expect(readRequest(renderDispatch(dispatch))).toEqual({ trans: '50.01', dispatch })
      }),
    )
  })
})
