import { z } from 'zod'

/** Spaces, dots, dashes, parentheses, slashes, and the invisible marks that come along when a number is pasted. */
const separators = /[\s.()/\p{Pd}\p{Cf}]/gu

/** The area codes (DDD) Brazil has, then a mobile number of 9 digits or one of 8. */
const areaCode = '(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])'
const nationalNumber = `${areaCode}(?:9\\d{8}|[2-9]\\d{7})`
/** A trunk 0 is for calls within the country; some write it after the country code, too. */
const national = new RegExp(`^(?:0|550)?(${nationalNumber})$`)
const internationalWithTrunk = new RegExp(`^550(${nationalNumber})$`)

/** E.164: 8 to 15 digits with the country code, none of which begins with 0. */
const canonical = /^[1-9]\d{7,14}$/

/** A recipient in the canonical form: country code and number, digits only, as the seeds write it. */
export const Recipient: z.ZodType<string> = z
  .string()
  .regex(canonical, 'must be 8 to 15 digits with the country code')

function notText({ input }: { readonly input?: unknown }): string {
  return input === undefined ? 'is missing' : 'must be a phone number, written as text'
}

/** A recipient as input has it: text in any usual writing, or (tolerantly) a whole number. */
export const RecipientInput: z.ZodType<string> = z
  .union([z.string(), z.int({ error: notText })], { error: notText })
  .transform((written, { addIssue }) => {
    const recipient = normalizeRecipient(String(written))
    if (recipient !== undefined) return recipient
    addIssue('must be a phone number of 8 to 15 digits, best with its country code: +55 11 98765-4321')
    return z.NEVER
  })

/**
 * The digits Hi Platform takes for a phone number as somebody wrote it, or `undefined` where it is none.
 * `11987554321`, `011 98755-4321` and `+55 (11) 98755-4321` are all `5511987554321`; a leading `+` or `00` says that the
 * country code is there; a ninth digit is neither added nor dropped. 8 to 15 digits in the end.
 *
 * Meant for input, once: a foreign number can look like a Brazilian one as soon as its `+` is gone (`+51 9…` is Peru's,
 * `51 9…` Porto Alegre's), so a canonical message is read with `Message`, which leaves the recipient alone.
 */
export function normalizeRecipient(text: string): string | undefined {
  const compact = text.replace(separators, '')
  const international = /^(?:\+|00)/.exec(compact)?.[0]
  const digits = compact.slice(international?.length ?? 0)
  const local = (international === undefined ? national : internationalWithTrunk).exec(digits)?.[1]
  const recipient = local === undefined ? digits : `55${local}`
  return canonical.test(recipient) ? recipient : undefined
}

/** A recipient as it may stand in a log or on a board: only its last two digits are left. */
export function maskRecipient(digits: string): string {
  return digits.length > 4 ? '*'.repeat(digits.length - 2) + digits.slice(-2) : '*'.repeat(digits.length)
}
