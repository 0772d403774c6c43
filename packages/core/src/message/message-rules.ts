import type { Country } from './recipient.js'

/** What differs from account to account in what a message may be. */
export interface MessageRules {
  /** Characters a coupon code may have. Default 15 (seed 001, "Os códigos têm limite de 15 caracteres"); Meta takes 20. */
  readonly couponMaxLength?: number
  /** Whose phone numbers may go without a country code. Default BR. */
  readonly defaultCountry?: Country
}

/** Seed 001: "Os códigos têm limite de 15 caracteres". */
export const defaultCouponMaxLength = 15

/** The most an account can allow; a message that was accepted once is not judged by the account's rules again. */
export const maxCouponLength = 100
