import type { ProblemCode } from './problem-code.js'

/** The area codes (DDD) Brazil has. */
const areaCode = '(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])'

/** An area code, then a mobile number of 9 digits or a number of 8. */
const national = `${areaCode}(?:9\\d{8}|[2-9]\\d{7})`

/** As people dial it: a trunk 0 is for calls within the country; some write it after the country code, too. */
const asDialled = new RegExp(`^(?:0|550)?(${national})$`)
const afterCountryCode = new RegExp(`^550(${national})$`)

/** The rule at every door: 55, an area code that exists, 6 to 9 digits (seed 001's samples have 6, 7 and 8). */
const withCountryCode = new RegExp(`^55${areaCode}\\d{6,9}$`)

const service = /^(?:55)?0?[3589]00\d{5,8}$/
const mostDigits = 13

/** What is wrong with a phone, in words and as a code. */
export interface PhoneProblem {
  readonly problem: string
  readonly code: ProblemCode
}

/** The digits to send to, or what is wrong with them. */
export type RecipientResult = { readonly recipient: string } | PhoneProblem

/** Digits that are known to begin with Brazil's country code, 55. */
export function readBrazilian(digits: string): RecipientResult {
  const local = afterCountryCode.exec(digits)?.[1]
  if (local !== undefined) return { recipient: `55${local}` }
  if (withCountryCode.test(digits)) return { recipient: digits }
  if (service.test(digits)) return serviceNumber
  if (digits.length > mostDigits) return tooManyDigits
  return {
    problem: 'has no area code (DDD) that exists in Brazil after the 55: write +55 11 98765-4321',
    code: 'phone-area-code',
  }
}

/**
 * Digits without an international prefix, written in Brazil. `undefined`: no number of Brazil, perhaps one of another
 * country. 8 or 9 digits are a number without its area code, and never one of another country.
 */
export function readLocal(digits: string): RecipientResult | undefined {
  const local = asDialled.exec(digits)?.[1]
  if (local !== undefined) return { recipient: `55${local}` }
  if (withCountryCode.test(digits)) return { recipient: digits }
  if (service.test(digits)) return serviceNumber
  if (/^0?\d{8,9}$/.test(digits)) {
    const problem = 'has no area code (DDD): write 11 98765-4321, or + and the country code'
    return { problem, code: 'phone-area-code' }
  }
  return digits.startsWith('55') && digits.length > mostDigits ? tooManyDigits : undefined
}

export const noAreaCode: PhoneProblem = {
  problem:
    'has no area code (DDD) that exists in Brazil: write 11 98765-4321; one of another country begins with +',
  code: 'phone-area-code',
}
const serviceNumber: PhoneProblem = {
  problem: 'is a service number such as 0800: messages go to numbers with an area code (DDD)',
  code: 'phone-service',
}
const tooManyDigits: PhoneProblem = {
  problem: `has too many digits: a number of Brazil has at most ${mostDigits}, the 55 included`,
  code: 'phone-length',
}
