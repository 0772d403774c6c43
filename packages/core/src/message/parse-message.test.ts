import { describe, expect, it } from 'vitest'
import { parseMessage } from './parse-message.js'

const base = { to: '551199999999', namespace: 'default', elementName: 'welcome' }
const text = (value: unknown) => ({ type: 'text', text: value })
const header = (parameter: unknown) => ({ type: 'header', parameters: [parameter] })
const body = (...values: unknown[]) => ({ type: 'body', parameters: values.map(text) })
const otp = (value: unknown) => ({ type: 'otp', parameters: [text(value)] })
const button = (parameter: object) => ({ type: 'button', parameters: [{ index: 0, ...parameter }] })
const coupon = (code: string) => button({ type: 'coupon', coupon_code: code })

function problemsOf(input: unknown, couponMaxLength = 15): Record<string, string> {
  const parsed = parseMessage(input, { couponMaxLength })
  return parsed.ok ? {} : Object.fromEntries(parsed.problems.map(({ path, message }) => [path, message]))
}
const problemsWith = (...components: unknown[]) => problemsOf({ ...base, components })

describe('parseMessage, in the seed’s form', () => {
  it('normalises the recipient and leaves out what is undefined', () => {
    const input = { ...base, to: '(11) 98755-4321', category: undefined, components: undefined }
    const parsed = parseMessage(input)
    expect(parsed).toStrictEqual({ ok: true, message: { ...base, to: '5511987554321' } })
  })

  it('takes a whole number as the recipient, but no letters, fraction or unsafe number', () => {
    expect(parseMessage({ ...base, to: 5511987554321 })).toEqual({
      ok: true,
      message: { ...base, to: '5511987554321' },
    })
    expect(problemsOf({ ...base, to: 'João' })).toEqual({ to: expect.stringContaining('8 to 15 digits') })
    for (const to of [5511987554321.5, 1e20, Number.NaN, null, {}]) {
      expect(problemsOf({ ...base, to })).toEqual({ to: 'must be a phone number, written as text' })
    }
  })

  it('keeps a variable’s name only where the position does not say it', () => {
    const named = (variableName: string) => ({ variableName, ...text('a') })
    const parsed = parseMessage({
      ...base,
      components: [{ type: 'body', parameters: [named('var_1'), named('nome'), text('a')] }],
    })
    expect(parsed).toStrictEqual({
      ok: true,
      message: {
        ...base,
        components: [{ type: 'body', parameters: [text('a'), named('nome'), text('a')] }],
      },
    })
  })

  it('refuses two variables of one name, be it by position', () => {
    const second = { variableName: 'var_2', ...text('a') }
    expect(problemsWith({ type: 'body', parameters: [second, text('b')] })).toEqual({
      'components[0].parameters[1].variableName': expect.stringContaining('earlier variable'),
    })
  })

  it.each([
    ['a\nb', 'line break'],
    ['a\rb', 'line break'],
    ['a\tb', 'tab'],
    ['a     b', '4 spaces'],
    ['', 'empty'],
  ])('refuses the parameter %j', (value, word) => {
    expect(problemsWith(body('good', value))).toEqual({
      'components[0].parameters[1].text': expect.stringContaining(word),
    })
    expect(problemsWith(header(text(value)))).toHaveProperty(['components[0].parameters[0].text'])
    expect(problemsWith(otp(value))).toHaveProperty(['components[0].parameters[0].text'])
    expect(problemsWith(button({ type: 'url', text: value }))).toHaveProperty([
      'components[0].parameters[0].text',
    ])
  })

  it('takes four spaces in a row', () => {
    expect(problemsWith(body('a    b'))).toEqual({})
  })

  it('asks for text instead of turning a number into it', () => {
    expect(problemsWith(body('a', 10))).toEqual({
      'components[0].parameters[1].text': expect.stringContaining('put it in quotes'),
    })
  })

  it.each([
    ['header', 60, (value: string) => header(text(value)), 'components[0].parameters[0].text'],
    ['otp', 15, otp, 'components[0].parameters[0].text'],
    ['coupon', 15, coupon, 'components[0].parameters[0].coupon_code'],
  ])('counts a %s of at most %i characters as people do', (_, max, component, path) => {
    expect(problemsWith(component('😀'.repeat(max)))).toEqual({})
    expect(problemsWith(component('a'.repeat(max)))).toEqual({})
    expect(problemsWith(component('a'.repeat(max + 1)))).toEqual({
      [path]: `is too long: at most ${max} characters`,
    })
    expect(problemsWith(component('😀'.repeat(max + 1)))).toHaveProperty([path])
  })

  it('lets an account have longer or shorter coupons', () => {
    const input = (length: number) => ({ ...base, components: [coupon('C'.repeat(length))] })
    expect(problemsOf(input(20), 20)).toEqual({})
    expect(problemsOf(input(21), 20)).not.toEqual({})
    expect(problemsOf(input(11), 10)).not.toEqual({})
  })

  it('refuses a body whose variables have more than 1024 characters together', () => {
    expect(problemsWith(body('a'.repeat(1000), 'b'.repeat(24)))).toEqual({})
    expect(problemsWith(body('a'.repeat(1000), 'b'.repeat(25)))).toEqual({
      'components[0].parameters': expect.stringContaining('1024'),
    })
  })

  it.each(['ftp://a.b/c', 'a.b/c', 'https://', 'javascript:alert(1)', 'https://a.b/c d', '', 7])(
    'refuses the link %j of a medium',
    (link) => {
      for (const type of ['image', 'document', 'video']) {
        expect(problemsWith(header({ type, [type]: { link } }))).toHaveProperty([
          `components[0].parameters[0].${type}.link`,
        ])
      }
    },
  )

  it('names an unknown key and component, and tells what is allowed', () => {
    expect(problemsOf({ ...base, extenalLabel: 'x' })).toEqual({
      extenalLabel: expect.stringContaining('externalLabel'),
    })
    expect(problemsWith({ type: 'footer', parameters: [] })).toEqual({
      'components[0].type': 'must be header, body, otp or button',
    })
    expect(problemsWith(header({ type: 'audio', audio: {} }))).toEqual({
      'components[0].parameters[0].type': 'must be text, image, document or video',
    })
    expect(problemsWith(header({ type: 'image', image: { link: 'https://a.b', id: 'x' } }))).toEqual({
      'components[0].parameters[0].image.id': 'is not known here; allowed: link',
    })
    expect(problemsWith(button({ type: 'quick_reply', payload: 'x' }))).toEqual({
      'components[0].parameters[0].type': 'must be url or coupon',
    })
  })

  it('takes one header, body, code and coupon, and several links', () => {
    const link = (index: number | string) => button({ type: 'url', index, text: 'x' })
    const all = [header(text('a')), body('a'), otp('1'), link(0), link('1'), coupon('C')]
    expect(problemsWith(...all)).toEqual({})
    for (const again of [header(text('b')), body('b'), otp('2'), coupon('D')]) {
      expect(problemsWith(...all, again)).toEqual({ 'components[6]': expect.stringContaining('at most one') })
    }
  })

  it.each(['header', 'otp', 'button'])('wants exactly one parameter in a %s', (type) => {
    const one = type === 'button' ? { type: 'url', index: 0, text: 'a' } : text('a')
    for (const parameters of [[], [one, one]]) {
      expect(problemsWith({ type, parameters })).toEqual({
        'components[0].parameters': 'must have exactly one parameter',
      })
    }
  })

  it.each([-1, 10, 1.5, '10', 'x', '', null])('refuses %j as a button’s index', (index) => {
    expect(problemsWith(button({ type: 'url', text: 'x', index }))).toEqual({
      'components[0].parameters[0].index': expect.stringContaining('from 0 to 9'),
    })
  })

  it('names every bad field at once', () => {
    const problems = problemsOf({ to: 'x', namespace: '', components: [body('', 'a\n')] })
    expect(Object.keys(problems)).toEqual([
      'to',
      'namespace',
      'elementName',
      'components[0].parameters[0].text',
      'components[0].parameters[1].text',
    ])
  })

  it('names at most 50', () => {
    const parsed = parseMessage({ ...base, components: [body(...Array(100).fill(''))] })
    expect(!parsed.ok && parsed.problems).toHaveLength(50)
  })

  it.each(['namespace', 'elementName', 'category', 'externalLabel'])(
    'bounds %s, and wants it on one line',
    (field) => {
      for (const value of ['', 'x'.repeat(2000), 'a\nb', 'a\u0000b', 5]) {
        expect(Object.keys(problemsOf({ ...base, [field]: value }))).toEqual([field])
      }
    },
  )

  it.each([null, undefined, [], 'text', 7])('says that %j is no message', (input) => {
    expect(Object.keys(problemsOf(input))).toEqual([''])
  })
})

it('looks at no element of a list that is too long', () => {
  const person = { to: '5511987554321', namespace: 'default', elementName: 'aviso' }
  const many = Array.from({ length: 300_000 }, () => ({}))
  const problemsOf = (message: unknown) => {
    const parsed = parseMessage(message)
    return parsed.ok ? [] : parsed.problems
  }
  expect(problemsOf({ ...person, components: many })).toEqual([
    { path: 'components', message: 'must have at most 20 entries', code: 'too-many', limit: 20 },
  ])
  expect(problemsOf({ ...person, components: [{ type: 'body', parameters: many }] })).toEqual([
    {
      path: 'components[0].parameters',
      message: 'must have at most 500 entries',
      code: 'too-many',
      limit: 500,
    },
  ])
  const friendly = { to: person.to, template: { namespace: 'default', elementName: 'aviso' } }
  expect(problemsOf({ ...friendly, body: many, buttons: many }).map(({ path }) => path)).toEqual([
    'body',
    'buttons',
  ])
})
