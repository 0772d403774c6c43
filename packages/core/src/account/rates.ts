import { z } from 'zod'
import { isCountry } from '../message/index.js'

/** The categories that Meta charges for. */
export const ratedCategories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const

/** As text, for a price is exact: up to eight decimals, and no binary fraction. */
const Price = z
  .string('must be text, such as "0.3450"')
  .regex(/^\d{1,6}(?:\.\d{1,8})?$/, 'must be a decimal with up to 8 places, such as "0.3450"')

const PricesByCountry = z.record(
  z.string().refine((key) => key === '*' || isCountry(key), 'must be a country in two capital letters, or *'),
  Price,
)

/** What delivered messages cost by the account's contract. None are shipped: prices differ by contract and change. */
export const Rates = z.strictObject({
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency in three capital letters, such as BRL'),
  /** From when they are; shown with every cost. */
  date: z.iso.date('must be a day, such as 2026-11-01'),
  /** By category and country; `*`: any other country. */
  prices: z.partialRecord(z.enum(ratedCategories), PricesByCountry),
})
export type Rates = z.infer<typeof Rates>
