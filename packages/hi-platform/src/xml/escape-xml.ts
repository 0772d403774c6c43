import { fitsXml } from '@disparo/core/internal/message'

/** See `fitsXml`. */
const everyNotXml = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
}

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** The text as an element's content or an attribute's value. What XML cannot carry becomes U+FFFD: see `fitsXml`. */
export function escapeXml(text: string): string {
  return text
    .replace(everyNotXml, '\uFFFD')
    .replace(/[&<>"'\r\n\t]/g, (character) => escapes[character] ?? '')
}

/** Puts the characters in the place of their references: the five predefined entities and numbers. Others stay as they are. */
export function resolveReferences(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[\da-fA-F]+|#\d+|[^\s&;<#]+);/g, (reference, name: string) =>
    name.startsWith('#') ? (characterOf(name) ?? reference) : (named.get(name) ?? reference),
  )
}

function characterOf(number: string): string | undefined {
  const code = number.startsWith('#x') ? Number.parseInt(number.slice(2), 16) : Number(number.slice(1))
  if (code > 0x10ffff) return undefined
  const character = String.fromCodePoint(code)
  return fitsXml(character) ? character : undefined
}
