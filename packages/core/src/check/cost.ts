import { countryOf, type Message } from '../message/index.js'
import type { Template } from '../templates/index.js'

/** Prices as decimals, by category (as Meta writes it) and country (ISO 3166-1, or `*` for any other). */
export interface PriceList {
  /** ISO 4217. */
  readonly currency: string
  /** From when the prices are. */
  readonly date: string
  readonly prices: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>
}

/** What messages cost if all are delivered. Amounts are exact decimals. */
export interface Cost {
  readonly currency: string
  readonly date: string
  readonly amount: string
  readonly items: readonly {
    readonly category: string
    readonly country: string
    readonly count: number
    readonly price: string
    readonly amount: string
  }[]
  /** Messages that have no price: their category is not known, or their country is not listed. They are not in the amount. */
  readonly unpriced: number
}

const places = 8
const scale = 10n ** BigInt(places)
const usualPlaces = 2

/** Counts messages by what they cost. */
export function costTally({ currency, date, prices }: PriceList) {
  const counts = new Map<string, number>()
  let unpriced = 0
  return {
    see: (message: Message, template: Template | undefined) => {
      const category = categoryOf(message, template)
      const listed = category === undefined ? undefined : prices[category]
      const country = countryOf(message.to)
      const found = country !== undefined && listed?.[country] !== undefined ? country : '*'
      if (category === undefined || listed?.[found] === undefined) unpriced += 1
      else counts.set(`${category} ${found}`, (counts.get(`${category} ${found}`) ?? 0) + 1)
    },
    cost: (): Cost => {
      let total = 0n
      const items = [...counts].map(([key, count]) => {
        const [category = '', country = ''] = key.split(' ')
        const price = prices[category]?.[country] ?? '0'
        const amount = scaled(price) * BigInt(count)
        total += amount
        return { category, country, count, price, amount: written(amount) }
      })
      return { currency, date, amount: written(total), items, unpriced }
    },
  }
}

/** The catalogue's, else what the message says of itself. */
function categoryOf(
  { category, components = [] }: Message,
  template: Template | undefined,
): string | undefined {
  if (template?.category !== undefined) return template.category.toUpperCase()
  if (components.some(({ type }) => type === 'otp')) return 'AUTHENTICATION'
  return category?.toUpperCase()
}

function scaled(price: string): bigint {
  const [whole = '0', fraction = ''] = price.split('.')
  return BigInt(whole) * scale + BigInt(fraction.padEnd(places, '0'))
}

function written(amount: bigint): string {
  const fraction = String(amount % scale).padStart(places, '0')
  const kept = Math.max(usualPlaces, fraction.replace(/0+$/, '').length)
  return `${amount / scale}.${fraction.slice(0, kept)}`
}
