/** 55, area code, the ninth digit, and the eight digits that were there before it. */
const brazilianMobile = /^55(\d{2})9(\d{8})$/

/** Whether two writings are one phone number: Brazil's ninth digit may be there or not, as WhatsApp knows both forms. */
export function isSameNumber(one: string, other: string): boolean {
  return withoutNinthDigit(one) === withoutNinthDigit(other)
}

function withoutNinthDigit(written: string): string {
  return written.replace(/\D/g, '').replace(brazilianMobile, '55$1$2')
}
