/**
 * A stored number as a spreadsheet's formula bar shows it: 15 digits at most, without exponent. Whole numbers stay as
 * they are written, for a phone or an order may have more.
 */
export function plainNumber(stored: string): string {
  if (/^-?\d{1,40}$/.test(stored)) return stored
  const value = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(value)) return stored
  return withoutExponent(String(Number(value.toPrecision(15))))
}

/** Moves the point of what `String(number)` gives. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? []
  if (exponent === undefined) return text
  const point = whole.length + Number(exponent)
  const digits = whole + fraction
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}
