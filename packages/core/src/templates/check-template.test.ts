import { describe, expect, it } from 'vitest'
import { parseMessage } from '../message/index.js'
import { checkAgainstTemplate } from './check-template.js'
import { readTemplate } from './read-template.js'
import type { Template } from './template.js'
import { openTemplateCatalogue } from './template-catalogue.js'

const order: Template = {
  name: 'pedido',
  status: 'APPROVED',
  header: { type: 'image' },
  body: 'Olá {{1}}, o pedido {{2}} saiu',
  variables: ['1', '2'],
  buttons: [
    { type: 'reply', text: 'Parar' },
    { type: 'url', text: 'Ver', url: 'https://loja.example/{{1}}' },
  ],
}
const code: Template = {
  name: 'codigo',
  category: 'AUTHENTICATION',
  body: '*{{1}}* é o seu código',
  variables: ['1'],
  buttons: [{ type: 'otp' }],
}
const coupon: Template = {
  name: 'cupom',
  body: 'Só hoje',
  variables: [],
  buttons: [{ type: 'coupon' }],
}
const greeting: Template = {
  name: 'saudacao',
  header: { type: 'text', text: 'Olá {{1}}' },
  body: 'Tudo bem?',
  variables: [],
  buttons: [],
}

function messageOf(fields: object, elementName = 'pedido') {
  const parsed = parseMessage({ to: '5511987654321', template: { namespace: 'ns', elementName }, ...fields })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.message
}
const whole = {
  header: { image: 'https://loja.example/a.png' },
  body: ['Ana', '7'],
  buttons: [{ url: '7', index: 1 }],
}

describe('a carousel', () => {
  const card = (...components: object[]) => ({ components })
  const read = (...cards: object[]) =>
    readTemplate({
      name: 'ofertas',
      components: [
        { type: 'BODY', text: 'Olá {{1}}' },
        { type: 'CAROUSEL', cards },
      ],
    }) as Template
  const media = card({ type: 'HEADER', format: 'IMAGE' }, { type: 'BODY', text: 'Tênis' })
  const linked = card({ type: 'BUTTONS', buttons: [{ type: 'URL', url: 'https://a.example/{{1}}' }] })
  const plain = card({ type: 'BODY', text: 'Tênis' })

  it('fits no message where its cards take something, and is checked by its body besides', () => {
    for (const cards of [[plain, media], [linked]])
      expect(checkAgainstTemplate(messageOf({ body: ['Ana'] }, 'ofertas'), read(...cards))).toMatchObject([
        { kind: 'template-mismatch', path: 'elementName', message: expect.stringContaining('carousel') },
      ])
    expect(checkAgainstTemplate(messageOf({ body: ['Ana'] }, 'ofertas'), read(plain, plain))).toEqual([])
    expect(checkAgainstTemplate(messageOf({}, 'ofertas'), read(plain))).toMatchObject([
      { path: 'components' },
    ])
  })
})

describe('a message that fills its template', () => {
  it.each([
    ['header, body and link', whole, order],
    ['a one-time code', { otp: '123456' }, code],
    ["a one-time code in Meta's form", { body: ['123456'] }, code],
    ['a coupon', { buttons: [{ coupon: 'DEZ' }] }, coupon],
    ['a text in the header', { header: { text: 'Ana' } }, greeting],
  ])('has no problem: %s', (_, fields, template) => {
    expect(checkAgainstTemplate(messageOf(fields), template)).toEqual([])
  })

  it('has none where the catalogue does not tell what there is to fill', () => {
    const template = { name: 'pedido', buttons: [] }
    expect(checkAgainstTemplate(messageOf(whole), template)).toEqual([])
  })
})

describe('a message that does not is told what to do, by field', () => {
  it.each([
    [
      'a variable too few',
      { ...whole, body: ['Ana'] },
      order,
      'body',
      'has 1 variable, but template "pedido" has 2: {{1}}, {{2}}',
    ],
    ['no body', { ...whole, body: undefined }, order, 'body', 'has no variables, but'],
    ['a body where there is none', { ...whole, body: ['a'] }, coupon, 'body', 'has none'],
    ['no image', { ...whole, header: undefined }, order, 'header', 'of type image, with a link'],
    [
      'a video for an image',
      { ...whole, header: { video: 'https://a.example/v.mp4' } },
      order,
      'header',
      'of type image',
    ],
    [
      'a header where there is none',
      { header: { text: 'a' }, buttons: [{ coupon: 'A' }] },
      coupon,
      'header',
      'has no header; leave it out',
    ],
    ['no text in the header', {}, greeting, 'header', 'of type text'],
    ['no link', { ...whole, buttons: undefined }, order, 'buttons', 'type url with index 1'],
    [
      'a link for a reply',
      { ...whole, buttons: [{ url: '7' }, { url: '7' }] },
      order,
      'buttons[0]',
      'button 0 of template "pedido" takes no url; its url has index 1',
    ],
    [
      'a button that is not there',
      {
        ...whole,
        buttons: [
          { url: '7', index: 1 },
          { url: '8', index: 5 },
        ],
      },
      order,
      'buttons[1]',
      'has buttons 0 to 1',
    ],
    [
      'a button twice',
      {
        ...whole,
        buttons: [
          { url: '7', index: 1 },
          { url: '8', index: '1' },
        ],
      },
      order,
      'buttons[1]',
      'a second time',
    ],
    [
      'a coupon for a link',
      { ...whole, buttons: [{ coupon: 'A', index: 1 }] },
      order,
      'buttons[0]',
      'takes no coupon; leave it out',
    ],
    ['no code', {}, code, 'otp', 'give it as otp'],
    [
      'a code for another template',
      { ...whole, body: undefined, otp: '1' },
      order,
      'otp',
      'none for one-time codes',
    ],
  ] as const)('%s', (_, fields, template, path, text) => {
    const problems = checkAgainstTemplate(messageOf(fields), template, 'friendly')
    const told = { kind: 'template-mismatch', path, message: expect.stringContaining(text) }
    expect(problems).toContainEqual(expect.objectContaining(told))
  })

  it("in the seed's form, by its words", () => {
    const message = { ...messageOf({ header: { text: 'Ana' }, body: ['a', 'b', 'c'] }) }
    const paths = checkAgainstTemplate(message, order).map(({ path }) => path)
    expect(paths).toEqual(['components[0].parameters', 'components[1].parameters', 'components'])
  })

  it('and that its template is not approved', () => {
    const [problem] = checkAgainstTemplate(messageOf(whole), { ...order, status: 'PAUSED' })
    expect(problem).toMatchObject({ kind: 'unapproved-template', path: 'elementName' })
    expect(problem?.message).toContain('"pedido", which is PAUSED')
  })
})

describe('among many templates', () => {
  const catalogue = openTemplateCatalogue([order, code, { ...coupon, namespace: 'outro' }])

  it('an unknown name is told with the closest one, and never with its own', () => {
    const [problem] = catalogue.check(messageOf(whole, 'pedidos 5511987654321'.slice(0, 7)), 'friendly')
    expect(problem).toEqual({
      ...{ kind: 'unknown-template', code: 'unknown-template' },
      path: 'template.elementName',
      message: 'names no template of this account; did you mean "pedido"?',
    })
    expect(catalogue.check(messageOf(whole, '5511987654321'))[0]?.message).toBe(
      'names no template of this account',
    )
  })

  it('a namespace that is another is told', () => {
    expect(catalogue.check(messageOf({ buttons: [{ coupon: 'A' }] }, 'cupom'))).toMatchObject([
      { kind: 'unknown-template', path: 'namespace', message: expect.stringContaining('namespace outro') },
    ])
  })

  it('"default" stands for any namespace, as in the seed', () => {
    const message = { ...messageOf({ buttons: [{ coupon: 'A' }] }, 'cupom'), namespace: 'default' }
    expect(catalogue.check(message)).toEqual([])
  })

  it('of several languages the one that fits counts, and an approved one rather than a paused one', () => {
    const languages = openTemplateCatalogue([
      { ...order, language: 'en', variables: ['1'] },
      { ...order, language: 'pt_BR' },
    ])
    expect(languages.check(messageOf(whole))).toEqual([])
    const paused = openTemplateCatalogue([
      { ...order, status: 'PAUSED' },
      { ...order, language: 'en' },
    ])
    expect(paused.check(messageOf(whole))).toEqual([])
  })

  it('a name of its own in each of a million rows is not looked for a million times', () => {
    const many = openTemplateCatalogue([{ ...order, name: 'template_number_0' }])
    const closest = Array.from({ length: 1_000 }, (_, n) => {
      const elementName = `template_nunber_${n}`
      return many
        .check({ to: '5511987654321', namespace: 'ns', elementName })[0]
        ?.message.includes('did you mean')
    })
    expect(closest.filter(Boolean)).toHaveLength(100)
    expect(closest[0]).toBe(true)
  })
})
