/** How the text of an input may be written. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type TextEncoding = (typeof textEncodings)[number]

/** What an input is declared to be; UTF-16 without its byte order says which at its beginning. */
export type DeclaredEncoding = TextEncoding | 'utf-16'

/** ISO-8859-1 and ASCII mean Windows-1252, as on the web (Encoding Standard, 4.2). */
const labels: ReadonlyMap<string, DeclaredEncoding> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf-16', 'utf-16'],
  ['utf16', 'utf-16'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['windows-1252', 'windows-1252'],
  ['cp1252', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['iso8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['latin-1', 'windows-1252'],
  ['us-ascii', 'windows-1252'],
  ['ascii', 'windows-1252'],
])

/** The encoding that a `charset` or `--encoding` names; `undefined` when it is none that is read here. */
export function encodingNamed(label: string): DeclaredEncoding | undefined {
  return labels.get(label.trim().toLowerCase())
}

/** What a byte order mark says, and how long it is. */
export function byteOrderMark(start: Buffer): { encoding: TextEncoding; length: number } | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (start[0] === 0xff && start[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (start[0] === 0xfe && start[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

/** UTF-16 without a mark shows by its zero bytes: a CSV begins with ASCII. */
export function zeroBytes(start: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (start.length < 2 || (start[0] === 0) === (start[1] === 0)) return undefined
  return start[0] === 0 ? 'utf-16be' : 'utf-16le'
}
