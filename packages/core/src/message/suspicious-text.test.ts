import { describe, expect, it } from 'vitest'
import { findSuspiciousTexts, variablesOf } from './suspicious-text.js'

const person = { to: '5511987554321', namespace: 'default', elementName: 'aviso' }
const saying = (...texts: string[]) => ({
  ...person,
  components: [{ type: 'body' as const, parameters: texts.map((text) => ({ type: 'text' as const, text })) }],
})

describe('doubtfulTexts', () => {
  it.each([
    [' ', 'blank'],
    ['\u200b\u200d', 'blank'],
    ['\u3164', 'blank'],
    ['#N/D', 'spreadsheet-error'],
    ['R$ #REF!', 'spreadsheet-error'],
    ['#VALOR!', 'spreadsheet-error'],
    ['#DIV/0!', 'spreadsheet-error'],
    ['#NÚM!', 'spreadsheet-error'],
    ['Err:502', 'spreadsheet-error'],
    ['undefined', 'missing-value'],
    [' null ', 'missing-value'],
    ['NaN', 'missing-value'],
    ['[object Object]', 'missing-value'],
    ['Olá {{1}}', 'placeholder'],
    ['{{ nome }}', 'placeholder'],
    ['{nome}', 'placeholder'],
    ['R$ {valor}', 'placeholder'],
    ['Olá, %nome%!', 'placeholder'],
  ])('finds %j: %s', (text, kind) => {
    expect([...findSuspiciousTexts(saying('Maria', text))]).toEqual([kind])
  })

  it.each(['Maria', 'Null', '#1', 'R$ 10,00', '100% de 50%', '{1, 2}', '10:30', 'Pedido #N/2024', '😀'])(
    'finds nothing in %j',
    (text) => {
      expect([...findSuspiciousTexts(saying(text))]).toEqual([])
    },
  )

  it('looks at a code, a coupon and a link, too', () => {
    const otp = {
      ...person,
      components: [{ type: 'otp' as const, parameters: [{ type: 'text' as const, text: 'NaN' }] as const }],
    }
    expect([...findSuspiciousTexts(otp)]).toEqual(['missing-value'])
  })
})

it('variablesOf tells messages apart that fill other numbers of variables', () => {
  expect(variablesOf(saying('a', 'b'))).toBe(variablesOf(saying('c', 'd')))
  expect(variablesOf(saying('a', 'b'))).not.toBe(variablesOf(saying('a')))
  expect(variablesOf(person)).toBe('')
})
