import { expect, it } from 'vitest'
import { parseMessage } from '../message/index.js'
import { renderTemplate } from './render-template.js'
import type { Template } from './template.js'

const messageOf = (fields: object) => {
  const parsed = parseMessage({ to: '5511987654321', namespace: 'ns', elementName: 'a', ...fields })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.message
}
const texts = (...given: string[]) => ({
  components: [{ type: 'body', parameters: given.map((text) => ({ type: 'text', text })) }],
})
const template = (body: string, variables: string[], more: Partial<Template> = {}): Template => ({
  ...{ name: 'a', body, variables, buttons: [] },
  ...more,
})

it('variables are replaced wherever they stand, once: a text that looks like one stays', () => {
  const rendered = renderTemplate(
    template('{{2}}, {{1}} e {{ 1 }}', ['1', '2']),
    messageOf(texts('{{2}}', '$& $1')),
  )
  expect(rendered).toEqual({ body: '$& $1, {{2}} e {{2}}', buttons: [] })
})

it('what nothing was given for stays as it is', () => {
  expect(renderTemplate(template('Olá {{1}}, {{2}}', ['1', '2']), messageOf(texts('Ana'))).body).toBe(
    'Olá Ana, {{2}}',
  )
})

it('variables with names are filled in order', () => {
  expect(
    renderTemplate(template('{{nome}}: {{valor}}', ['nome', 'valor']), messageOf(texts('Ana', '7'))).body,
  ).toBe('Ana: 7')
})

it('header, buttons, coupon and one-time code are filled, too', () => {
  const whole = template('Código {{1}}', ['1'], {
    header: { type: 'image' },
    footer: 'Loja',
    buttons: [
      { type: 'url', text: 'Ver', url: 'https://a.example/{{1}}' },
      { type: 'coupon', text: 'Copiar' },
    ],
  })
  const message = messageOf({
    components: [
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://a.example/i.png' } }] },
      { type: 'otp', parameters: [{ type: 'text', text: '123456' }] },
      { type: 'button', parameters: [{ type: 'url', index: '0', text: '7' }] },
      { type: 'button', parameters: [{ type: 'coupon', index: 1, coupon_code: 'DEZ' }] },
    ],
  })
  expect(renderTemplate(whole, message)).toEqual({
    header: { type: 'image', link: 'https://a.example/i.png' },
    body: 'Código 123456',
    footer: 'Loja',
    buttons: [
      { type: 'url', text: 'Ver', url: 'https://a.example/7' },
      { type: 'coupon', text: 'Copiar', code: 'DEZ' },
    ],
  })
})
