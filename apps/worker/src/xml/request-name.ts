/** Seed 000, "identificador": up to 13 letters and digits. */
const length = 13

/** The name of a request, made from its token: 67 of the token's random bits. */
export function requestName(token: string): string {
  const number = BigInt(`0x${token.replaceAll('-', '')}`)
  return number.toString(36).padStart(length, '0').slice(-length)
}
