import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { z } from 'zod'
import { noAreaCode, type RecipientResult, readBrazilian, readLocal } from './brazilian-number.js'
import { type Digits, noPhone, parsePhone } from './parse-phone.js'
import { mistake } from './problem-code.js'

/** E.164: 8 to 15 digits with the country code, none of which begins with 0. */
const canonical = /^[1-9]\d{7,14}$/

/** A recipient in the canonical form: country code and number, digits only, as the seeds write it. */
export const Recipient: z.ZodType<string> = z
  .string()
  .regex(canonical, 'must be 8 to 15 digits with the country code')

/** Whether a text is a recipient in the canonical form. */
export function isRecipient(text: string): boolean {
  return canonical.test(text)
}

/** The country whose numbers may go without a country code: ISO 3166-1, two letters. */
export const Country = z
  .string()
  .refine(isSupportedCountry, 'must be a country in two capital letters (ISO 3166-1), such as BR')
export type Country = CountryCode

/** Whether a text is a country (ISO 3166-1). */
export function isCountry(text: string): boolean {
  return isSupportedCountry(text)
}

/** Hi Platform's customers are in Brazil. */
export const defaultCountry: Country = 'BR'

function notText({ input }: { readonly input?: unknown }): string {
  return input === undefined ? 'is missing' : 'must be a phone number, written as text'
}

/** A recipient as input has it: text in any usual writing, or (tolerantly) a whole number. */
export function recipientInput(country: Country): z.ZodType<string> {
  return z
    .union([z.string(), z.int({ error: notText })], { error: notText })
    .transform((written, { addIssue }) => {
      const reading = readRecipient(String(written), country)
      if ('recipient' in reading) return reading.recipient
      const code = String(written).trim() === '' ? 'missing' : reading.code
      addIssue({ code: 'custom', ...mistake(reading.problem, { code }), input: written })
      return z.NEVER
    })
}

/**
 * The digits Hi Platform takes for a phone number as somebody wrote it, or what is wrong with it. In Brazil `11987554321`,
 * `011 98755-4321` and `+55 (11) 98755-4321` are all `5511987554321`; a ninth digit is neither added nor dropped.
 * A number of another country begins with `+`, `00` or its country code and then has a length, and without a `+` a form,
 * that is valid there. 8 to 15 digits in the end.
 *
 * Meant for input, once: a foreign number can look like a Brazilian one as soon as its `+` is gone (`+51 9…` is Peru's,
 * `51 9…` Porto Alegre's), so a canonical message is read with `Message`, which leaves the recipient alone.
 * @param country - whose numbers may go without a country code
 */
export function readRecipient(written: string, country: Country = defaultCountry): RecipientResult {
  const phone = parsePhone(written)
  if ('problem' in phone) return phone
  const reading = phone.international ? readInternational(phone.digits) : readNational(phone, country)
  if ('problem' in reading || canonical.test(reading.recipient)) return reading
  return noPhone
}

/** `readRecipient`'s digits, or `undefined` where there is no phone number. */
export function normalizeRecipient(written: string, country?: Country): string | undefined {
  const reading = readRecipient(written, country)
  return 'recipient' in reading ? reading.recipient : undefined
}

function readInternational(digits: string): RecipientResult {
  if (digits.startsWith('55')) return readBrazilian(digits)
  const number = parsePhoneNumberFromString(`+${digits}`)
  if (number === undefined) {
    const problem = 'has no country code that exists: write +55 11 98765-4321'
    return { problem, code: 'phone-country-code' }
  }
  if (number.isPossible()) return { recipient: digits }
  return {
    problem: `has too many or too few digits for a number of +${number.countryCallingCode}`,
    code: 'phone-length',
  }
}

function readNational({ digits, brazilian }: Digits, country: Country): RecipientResult {
  if (country === 'BR') {
    const local = readLocal(digits)
    if (local) return local
    // Its author meant an area code: what it lacks is not to be found in another country.
    if (brazilian && digits.length <= 13) return noAreaCode
  } else {
    const local = parsePhoneNumberFromString(digits, country)
    if (local?.isPossible()) return { recipient: local.number.slice(1) }
  }
  if (digits.startsWith('55')) return readBrazilian(digits)
  const foreign = parsePhoneNumberFromString(`+${digits}`)
  const isWhole = foreign?.number === `+${digits}` // A trunk prefix in it would have been dropped.
  if (isWhole && foreign.isPossible() && foreign.isValid()) return { recipient: digits }
  if (!canonical.test(digits)) return noPhone
  return {
    problem: `is no number of ${country}: write one of another country with + and its country code`,
    code: 'phone-country',
  }
}

/** A recipient as it may stand in a log or on a board: only its last two digits are left. */
export function maskRecipient(digits: string): string {
  return digits.length > 4 ? '*'.repeat(digits.length - 2) + digits.slice(-2) : '*'.repeat(digits.length)
}
