import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costTally } from './cost.js'

const to = (recipient: string, more: object = {}) => ({
  to: recipient,
  namespace: 'ns',
  elementName: 'aviso',
  ...more,
})
const [brazil, portugal, usa] = ['5511987654321', '351912345678', '12025550123']
const prices = { MARKETING: { BR: '0.3450', '*': '0.50' }, UTILITY: { BR: '0.04' } }
const list = { currency: 'BRL', date: '2026-11-01', prices }
const template = (category: string) => ({ name: 'aviso', category, buttons: [] })

test('messages cost what their category does in their country', () => {
  const tally = costTally(list)
  for (let n = 0; n < 3; n++) tally.see(to(brazil), template('MARKETING'))
  tally.see(to(portugal), template('MARKETING'))
  tally.see(to(brazil, { category: 'Marketing' }), template('UTILITY'))
  tally.see(to(brazil, { category: 'Marketing' }), undefined)
  tally.see(to(usa), template('UTILITY'))
  tally.see(to(brazil), undefined)
  expect(tally.cost()).toEqual({
    ...{ currency: 'BRL', date: '2026-11-01', amount: '1.92', unpriced: 2 },
    items: [
      { category: 'MARKETING', country: 'BR', count: 4, price: '0.3450', amount: '1.38' },
      { category: 'MARKETING', country: '*', count: 1, price: '0.50', amount: '0.50' },
      { category: 'UTILITY', country: 'BR', count: 1, price: '0.04', amount: '0.04' },
    ],
  })
})

test('a one-time code is authentication', () => {
  const tally = costTally({ ...list, prices: { AUTHENTICATION: { '*': '0.1' } } })
  tally.see(
    to(brazil, { components: [{ type: 'otp', parameters: [{ type: 'text', text: '1' }] }] }),
    undefined,
  )
  expect(tally.cost()).toMatchObject({ amount: '0.10', unpriced: 0 })
})

test('an amount is the exact product, whatever the price and the number', () => {
  const price = fc.tuple(fc.nat(999_999), fc.nat(99_999_999))
  fc.assert(
    fc.property(price, fc.integer({ min: 1, max: 300 }), ([whole, fraction], count) => {
      const written = `${whole}.${String(fraction).padStart(8, '0')}`
      const tally = costTally({ ...list, prices: { MARKETING: { BR: written } } })
      for (let n = 0; n < count; n++) tally.see(to(brazil), template('MARKETING'))
      const exact = BigInt(`${whole}${String(fraction).padStart(8, '0')}`) * BigInt(count)
      expect(BigInt(padded(tally.cost().amount))).toBe(exact)
    }),
  )
})

function padded(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.')
  return `${whole}${fraction.padEnd(8, '0')}`
}
