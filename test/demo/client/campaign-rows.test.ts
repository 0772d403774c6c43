import { expect, it } from 'vitest'
import { campaignRows } from './campaign-rows.js'

const rows = await campaignRows()
const row = (n: number) => rows[n - 1]

it('every row is a message with a key of its own', () => {
  expect(rows.length).toBe(1203)
  expect(new Set(rows.map(({ key }) => key)).size).toBe(1203)
  expect(new Set(rows.map(({ message }) => message.to)).size).toBe(1203)
})

it('cells with commas and quotes are read as they are meant', () => {
  const text = (value: string) => ({ type: 'text', text: value })
  expect(row(1)).toEqual({
    key: 'inverno-1',
    message: {
      to: '5511900000001',
      namespace: 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6',
      elementName: 'compra_aprovada',
      externalLabel: 'campanha_inverno',
      components: [{ type: 'body', parameters: [text('R$ 11,10'), text('1037')] }],
    },
  })
  const texts = rows.flatMap(({ message }) => JSON.stringify(message))
  expect(texts.filter((said) => said.includes(String.raw`jaqueta \"inverno\"`)).length).toBeGreaterThan(5)
})

it('every part of a template is there', () => {
  const types = rows.flatMap(({ message }) =>
    (message.components ?? []).flatMap(({ type, parameters }) =>
      parameters.map((parameter) => `${type} ${parameter.type}`),
    ),
  )
  expect([...new Set(types)].toSorted()).toEqual([
    'body text',
    'button coupon',
    'button url',
    'header document',
    'header image',
    'header text',
    'header video',
    'otp text',
  ])
})
