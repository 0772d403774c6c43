/** Seed 000, "identificador": up to 13 letters and digits. */
const length = 13

/** A name for a request, made from a random UUID: 67 of its bits. */
export function requestName(uuid: string): string {
  const number = BigInt(`0x${uuid.replaceAll('-', '')}`)
  return number.toString(36).padStart(length, '0').slice(-length)
}
