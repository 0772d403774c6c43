import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mask, maskText } from './mask-text.js'

const words = fc.string({ unit: fc.constantFrom(...'abc .:-•'), maxLength: 20 })
const secret = fc.string({ unit: fc.constantFrom(...'abc'), minLength: 2, maxLength: 6 })

test('no secret is left in a text, wherever and however often it stood', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, secret), { minLength: 1 }), (parts) => {
      const text = parts.flat().join('')
      const secrets = parts.map(([, each]) => each)
      const shown = maskText(text, secrets)
      for (const each of secrets) expect(shown).not.toContain(each)
    }),
  )
})

test('no five digits are left next to each other, however a number is written', () => {
  const separator = fc.constantFrom('', ' ', '-', '.', ') ', ' (')
  const digits = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), separator), {
    minLength: 5,
    maxLength: 15,
  })
  fc.assert(
    fc.property(words, digits, words, (before, number, after) => {
      const written = number
        .map(([digit, between], at) => (at === 0 ? `+${digit}` : `${between}${digit}`))
        .join('')
      expect(maskText(`${before}|${written}|${after}`, [])).not.toMatch(/\d/)
    }),
  )
})

test('what tells nothing of anybody stays as it is', () => {
  const reason = 'attempt 3: http-503'
  expect(maskText(reason, ['Fulana', '5511900000001'])).toBe(reason)
  expect(maskText('rejected: Fulana has no +55 (11) 90000-0001', ['Fulana'])).toBe(
    `rejected: ${mask} has no ${mask}`,
  )
})
