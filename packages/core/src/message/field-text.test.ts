import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseMessage } from './parse-message.js'
import { trimWhitespace } from './trim-whitespace.js'

const person = { to: '5511987554321', namespace: 'default', elementName: 'aviso' }

function problemsOf(message: unknown): string[] {
  const parsed = parseMessage(message)
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path} ${message}`)
}

describe('blanks at the ends', () => {
  it('are taken off names, labels and links, whatever kind they are', () => {
    const parsed = parseMessage({
      to: '\u00a05511987554321\u200b',
      template: { namespace: ' default\u00a0', elementName: '\ufeffaviso\u200b ' },
      header: { document: { link: ' https://x.example/a.pdf ', filename: '\u2060Guia ' } },
      externalLabel: '\tnatal\r\n',
      category: ' Marketing ',
    })
    expect(parsed.ok && parsed.message).toEqual({
      ...{ to: '5511987554321', namespace: 'default', elementName: 'aviso' },
      ...{ externalLabel: 'natal', category: 'Marketing' },
      components: [
        {
          type: 'header',
          parameters: [{ type: 'document', document: { link: 'https://x.example/a.pdf', filename: 'Guia' } }],
        },
      ],
    })
  })

  it('leave nothing where there is nothing else', () => {
    expect(problemsOf({ ...person, elementName: ' \u200b\u00a0' })).toEqual(['elementName must not be empty'])
  })

  it('stay in a variable’s text, which is the sender’s own', () => {
    const components = [{ type: 'body', parameters: [{ type: 'text', text: ' Maria ' }] }]
    const parsed = parseMessage({ ...person, components })
    expect(parsed.ok && parsed.message.components).toEqual(components)
  })

  it('are the only thing that is taken off', () => {
    const blank = fc.string({
      unit: fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u200b', '\ufeff', '\u3000', '\u00ad'),
    })
    const inner = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => trimWhitespace(text) === text)
    fc.assert(
      fc.property(blank, inner, blank, (before, text, after) => {
        expect(trimWhitespace(before + text + after)).toBe(text)
      }),
    )
  })
})

describe('control characters', () => {
  const units = [0x00, 0x07, 0x1b, 0x7f, 0x85, 0x9f, 0x2028, 0x2029, 0xd800, 0xdfff]

  it.each(units.map((unit) => [unit.toString(16)]))('U+%s is refused in every text', (hex) => {
    const text = `a${String.fromCharCode(Number.parseInt(hex, 16))}b`
    const messages = [
      { ...person, elementName: text },
      { ...person, externalLabel: text },
      { ...person, components: [{ type: 'body', parameters: [{ type: 'text', text }] }] },
      { ...person, components: [{ type: 'otp', parameters: [{ type: 'text', text }] }] },
      {
        to: person.to,
        template: { namespace: 'default', elementName: 'aviso' },
        header: { image: `https://x.example/${text}` },
      },
    ]
    for (const message of messages) expect(problemsOf(message)).not.toEqual([])
  })

  it('are no emoji, accent or ideograph', () => {
    const text = '👩🏽‍🚀 João 한국 \u202bשלום\u202c'
    expect(
      problemsOf({ ...person, components: [{ type: 'body', parameters: [{ type: 'text', text }] }] }),
    ).toEqual([])
  })
})
