/** Every string, and every number outside of one. A string without an end goes to the end: nothing is looked at twice. */
const token = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|-?\d[\d.eE+-]*/g

/**
 * JSON in which whole numbers of 16 digits or more are strings: as a number, an id of 64 bits would lose its last digits
 * (RFC 8259, section 6). What is no JSON stays none.
 */
export function quoteLongNumbers(text: string): string {
  if (!/\d{16}/.test(text)) return text
  return text.replace(token, (found) => (/^\d{16,}$/.test(found) ? `"${found}"` : found))
}
