const blanks = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu

/** The text without blanks at its ends: spaces of any kind, and characters that take no room (zero-width, marks). */
export function trimWhitespace(text: string): string {
  // Looking at the ends first is much cheaper than the pattern, and nearly all texts have none.
  return isBlank(text.charCodeAt(0)) || isBlank(text.charCodeAt(text.length - 1))
    ? text.replace(blanks, '')
    : text
}

/** Whether a UTF-16 unit may begin or end a run of blanks. */
function isBlank(unit: number): boolean {
  return unit <= 0x20 || unit === 0x7f || unit === 0xa0 || unit === 0xad || unit >= 0x600
}
