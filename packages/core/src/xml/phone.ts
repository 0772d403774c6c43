import { normalizeRecipient } from '../message/index.js'

const brazil = '55'

/**
 * The recipient that the XML integration's phone stands for: `11987554321` is `5511987554321`. Seed 000, "Telefone":
 * DDD + number, so 10 or 11 digits; one that has the country code already, or separators, is understood as well.
 * `undefined`: no Brazilian number.
 */
export function recipientOfPhone(phone: string): string | undefined {
  const recipient = normalizeRecipient(phone)
  return recipient !== undefined && phoneOfRecipient(recipient) !== undefined ? recipient : undefined
}

/** A recipient's DDD + number, 10 or 11 digits; `undefined` where it is not in Brazil, and cannot go by XML. */
export function phoneOfRecipient(recipient: string): string | undefined {
  if (!recipient.startsWith(brazil)) return undefined
  const phone = recipient.slice(brazil.length)
  return /^\d{10,11}$/.test(phone) && normalizeRecipient(phone) === recipient ? phone : undefined
}
