import { normalizeRecipient } from './recipient.js'

const brazil = '55'

/** A recipient's DDD + number, 10 or 11 digits; `undefined` where it is not in Brazil, and cannot go by XML. */
export function phoneOfRecipient(recipient: string): string | undefined {
  if (!recipient.startsWith(brazil)) return undefined
  const phone = recipient.slice(brazil.length)
  return /^\d{10,11}$/.test(phone) && normalizeRecipient(phone) === recipient ? phone : undefined
}
