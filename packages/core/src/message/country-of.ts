import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** The country of a recipient in the canonical form (ISO 3166-1), as far as its number tells. */
export function countryOf(recipient: string): string | undefined {
  // Brazil's code is nobody else's, and nearly all numbers have it.
  return recipient.startsWith('55') ? 'BR' : parsePhoneNumberFromString(`+${recipient}`)?.country
}
