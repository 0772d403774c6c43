import { normalizeRecipient, phoneOfRecipient } from '@disparo/core/internal/message'

/**
 * The recipient that the XML integration's phone stands for: `11987554321` is `5511987554321`. Seed 000, "Telefone":
 * DDD + number, so 10 or 11 digits; one that has the country code already, or separators, is understood as well.
 * `undefined`: no Brazilian number.
 */
export function recipientOfPhone(phone: string): string | undefined {
  const recipient = normalizeRecipient(phone)
  return recipient !== undefined && phoneOfRecipient(recipient) !== undefined ? recipient : undefined
}
