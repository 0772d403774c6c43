import { describe, expect, it } from 'vitest'
import { parseMessage } from './parse-message.js'

const template = { namespace: 'default', elementName: 'welcome' }
const base = { to: '11987554321', template }
const canonical = { to: '5511987554321', ...template }

function problemsOf(input: object): Record<string, string> {
  const parsed = parseMessage({ ...base, ...input })
  return parsed.ok ? {} : Object.fromEntries(parsed.problems.map(({ path, message }) => [path, message]))
}

describe('parseMessage, in the friendly form', () => {
  it('makes the seed’s body of it', () => {
    const friendly = {
      ...base,
      buttons: [{ url: 'promo' }, { coupon: 'CUPOM' }, { url: 'x', index: '7' }],
      otp: '123456',
      body: ['João', 'R$10'],
      header: { text: 'Oi' },
      externalLabel: 'black_friday',
      category: 'Marketing',
    }
    const components = [
      { type: 'header', parameters: [{ type: 'text', text: 'Oi' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'João' },
          { type: 'text', text: 'R$10' },
        ],
      },
      { type: 'otp', parameters: [{ type: 'text', text: '123456' }] },
      { type: 'button', parameters: [{ type: 'url', index: 0, text: 'promo' }] },
      { type: 'button', parameters: [{ index: 1, type: 'coupon', coupon_code: 'CUPOM' }] },
      { type: 'button', parameters: [{ type: 'url', index: '7', text: 'x' }] },
    ]
    const message = { category: 'Marketing', ...canonical, components, externalLabel: 'black_friday' }
    expect(parseMessage(friendly)).toStrictEqual({ ok: true, message })
    expect(parseMessage(message)).toStrictEqual({ ok: true, message })
  })

  it.each([
    [{ image: 'https://a.b/i' }, { type: 'image', image: { link: 'https://a.b/i' } }],
    [{ video: 'https://a.b/v' }, { type: 'video', video: { link: 'https://a.b/v' } }],
    [{ document: 'https://a.b/d' }, { type: 'document', document: { link: 'https://a.b/d' } }],
    [
      { document: { link: 'https://a.b/d', filename: 'Informativo' } },
      { type: 'document', document: { link: 'https://a.b/d', filename: 'Informativo' } },
    ],
    [
      { document: { link: 'https://a.b/d', filename: undefined }, text: undefined },
      { type: 'document', document: { link: 'https://a.b/d' } },
    ],
  ])('takes the header %j', (header, parameter) => {
    expect(parseMessage({ ...base, header })).toStrictEqual({
      ok: true,
      message: { ...canonical, components: [{ type: 'header', parameters: [parameter] }] },
    })
  })

  it('has no components where nothing is put into the template', () => {
    expect(parseMessage({ ...base, body: [], buttons: [], otp: undefined })).toStrictEqual({
      ok: true,
      message: canonical,
    })
  })

  it.each([
    [{ body: ['a', 10] }, 'body[1]', 'put it in quotes'],
    [{ body: ['a\nb'] }, 'body[0]', 'line break'],
    [{ body: ['a'.repeat(1000), 'b'.repeat(25)] }, 'body', '1024'],
    [{ body: 'a' }, 'body', 'a list'],
    [{ header: { image: 'a.png' } }, 'header.image', 'https://'],
    [{ header: { document: { link: 'x' } } }, 'header.document.link', 'https://'],
    [{ header: { document: 7 } }, 'header.document', '{link, filename}'],
    [{ header: { text: 'a', video: 'https://a.b/v' } }, 'header', 'exactly one of text, image'],
    [{ header: {} }, 'header', 'exactly one of text, image'],
    [{ header: { audio: 'https://a.b', text: 'a' } }, 'header.audio', 'allowed: text, image'],
    [{ otp: '1234567890123456' }, 'otp', '15'],
    [{ otp: 123456 }, 'otp', 'put it in quotes'],
    [{ buttons: [{ url: 'x' }, { coupon: 'C'.repeat(16) }] }, 'buttons[1].coupon', '15'],
    [{ buttons: [{ url: 'x', coupon: 'C' }] }, 'buttons[0]', 'exactly one of url, coupon'],
    [{ buttons: [{ coupon: 'C' }, { coupon: 'D' }] }, 'buttons[1]', 'at most one'],
    [{ buttons: [{ url: 'x', index: 12 }] }, 'buttons[0].index', 'from 0 to 9'],
    [{ buttons: Array(11).fill({ url: 'x' }) }, 'buttons', 'at most 10'],
    [{ template: { namespace: 'default' } }, 'template.elementName', 'missing'],
    [{ components: [] }, 'components', 'allowed: to, template'],
  ])('names the field as it was written: %j', (input, path, words) => {
    expect(problemsOf(input)).toEqual({ [path]: expect.stringContaining(words) })
  })

  it('is known by any of its own keys', () => {
    const { to } = base
    for (const key of ['header', 'body', 'otp', 'buttons']) {
      const parsed = parseMessage({ to, [key]: undefined })
      expect(parsed).toEqual({
        ok: false,
        problems: [{ path: 'template', message: 'is missing', code: 'missing' }],
      })
    }
  })
})
