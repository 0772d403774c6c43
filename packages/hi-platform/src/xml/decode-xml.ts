import { decodeWindows1252 } from '@disparo/core/internal/message'
import { InvalidXmlError } from './invalid-xml-error.js'

/** Latin-1 as the web understands it: PHP's and Windows' programs in Brazil write either name. */
const latin1 = 'windows-1252'
const encodings: ReadonlyMap<string, 'utf-8' | typeof latin1> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', latin1],
  ['ascii', latin1],
  ['iso-8859-1', latin1],
  ['iso8859-1', latin1],
  ['latin1', latin1],
  ['latin-1', latin1],
  ['windows-1252', latin1],
  ['cp1252', latin1],
])

/**
 * A document's bytes as text. The BOM decides, then the transport's charset (RFC 7303, 3.2), then the declaration:
 * UTF-8 or ISO-8859-1. Where none of them says anything it is UTF-8, or ISO-8859-1 if it cannot be UTF-8.
 * @param charset - the `charset` of the Content-Type, where there is one
 * @throws InvalidXmlError (`encoding`) for any other encoding, and for bytes that are not what was declared
 */
export function decodeXml(bytes: Uint8Array, charset?: string): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decode(bytes, 'utf-8')
  const label = charset ?? declaredEncoding(bytes)
  if (label === undefined) return decodeUtf8(bytes) ?? decode(bytes, latin1)
  const encoding = encodings.get(label.trim().toLowerCase())
  if (encoding === undefined) throw new InvalidXmlError('encoding')
  return decode(bytes, encoding)
}

/** An answer's bytes as text, whatever they are: what can be read of it counts, and nothing is sent on. */
export function decodeAnswer(bytes: Uint8Array, contentType: string): string {
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(contentType)?.[1]
  try {
    return decodeXml(bytes, charset)
  } catch {
    return decode(bytes, latin1)
  }
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 256)).toString('latin1')
  return /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(start)?.[1]
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | typeof latin1): string {
  if (encoding === latin1) return decodeWindows1252(bytes)
  const text = decodeUtf8(bytes)
  if (text === undefined) throw new InvalidXmlError('encoding')
  return text
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
