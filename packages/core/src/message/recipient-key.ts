/** 55, area code, the ninth digit, and the eight digits that were there before it. */
const brazilianMobile = { digits: 13, country: '55', ninth: 4 }

/**
 * The same for every way to write one recipient: Brazil's ninth digit is left out, because WhatsApp knows many numbers
 * without it, and the report may show either. For comparing only, never for sending.
 */
export function recipientKey(written: string): string {
  const digits = written.replace(/\D/g, '')
  const { digits: length, country, ninth } = brazilianMobile
  const hasNinth = digits.length === length && digits[ninth] === '9' && digits.startsWith(country)
  return hasNinth ? digits.slice(0, ninth) + digits.slice(ninth + 1) : digits
}

/**
 * What is the same however a phone number is written: its last eight digits. Country and area codes and Brazil's ninth
 * digit all stand before them. Two people can share them: they say whose something may be, not whose it is.
 */
export function phoneSuffix(written: string): string {
  return written.replace(/\D/g, '').slice(-8)
}
