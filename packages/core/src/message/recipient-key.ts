/** 55, area code, the ninth digit, and the eight digits that were there before it. */
const brazilianMobile = /^55(\d{2})9(\d{8})$/

/**
 * The same for every way to write one recipient: Brazil's ninth digit is left out, because WhatsApp knows many numbers
 * without it, and the report may show either. For comparing only, never for sending.
 */
export function recipientKey(written: string): string {
  return written.replace(/\D/g, '').replace(brazilianMobile, '55$1$2')
}

/**
 * What is the same however a phone number is written: its last eight digits. Country and area codes and Brazil's ninth
 * digit all stand before them. Two people can share them: they say whose something may be, not whose it is.
 */
export function phoneSuffix(written: string): string {
  return written.replace(/\D/g, '').slice(-8)
}
