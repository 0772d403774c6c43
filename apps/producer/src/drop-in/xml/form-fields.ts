import { parse } from 'node:querystring'

/** Fields of a form by their names in lower case; values are bytes, as nothing but the document knows its encoding. */
export type FormFields = ReadonlyMap<string, Buffer>

const mostFields = 100
const percent = 0x25
const twoDigits = /^[\da-f]{2}$/i

/** Reads `application/x-www-form-urlencoded`. Of two fields with one name the last counts, as PHP has it. */
export function readUrlencoded(body: Buffer): FormFields {
  const parsed = parse(body.toString('latin1'), '&', '=', {
    maxKeys: mostFields,
    decodeURIComponent: decodeBytes,
  })
  return new Map(
    Object.entries(parsed).map(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value
      return [name.toLowerCase(), Buffer.from(last ?? '', 'latin1')]
    }),
  )
}

/** A character a byte, since the text may be UTF-8 or Latin-1. What is no `%` and two digits stays as it is. */
function decodeBytes(written: string): string {
  const bytes = Buffer.from(written, 'latin1')
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const digits = bytes[at] === percent ? written.slice(at + 1, at + 3) : ''
    const isEscape = twoDigits.test(digits)
    bytes[length++] = isEscape ? Number.parseInt(digits, 16) : (bytes[at] ?? 0)
    if (isEscape) at += 2
  }
  return bytes.toString('latin1', 0, length)
}
