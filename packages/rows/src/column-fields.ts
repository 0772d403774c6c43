/** The fields of a row that have a column of their own; `body1` … `body99` and `button0` … `button9` besides. */
export const singleFields = [
  'to',
  'namespace',
  'elementName',
  'headerText',
  'headerImage',
  'headerDocument',
  'headerFilename',
  'headerVideo',
  'otp',
  'coupon',
  'category',
  'externalLabel',
  'reference',
  'key',
  'sendAt',
  'expiresAt',
] as const
export type SingleField = (typeof singleFields)[number]

export const bodyField = /^body([1-9]\d?)$/
export const buttonField = /^button(\d)$/
/** Its name is as it is written. */
export const metadataField = /^metadata\.(.+)$/i

/** What is said where a name is none of them. */
export const allowedFields = `${singleFields.slice(0, 3).join(', ')}, body1, body2 …, ${singleFields.slice(3, 10).join(', ')}, button0 … button9, ${singleFields.slice(10).join(', ')}, metadata.…`

export function isField(name: string): boolean {
  return (
    (singleFields as readonly string[]).includes(name) ||
    bodyField.test(name) ||
    buttonField.test(name) ||
    metadataField.test(name)
  )
}

const byFolded = new Map(singleFields.map((name) => [foldName(name), name]))

/** The field that a column is called by, whatever its cases and accents; `undefined` where it is none. */
export function fieldNamed(column: string): string | undefined {
  if (isField(column)) return column
  const folded = foldName(column)
  return byFolded.get(folded) ?? (isField(folded) ? folded : undefined)
}

/** A name without its cases and its accents, and with single blanks. */
export function foldName(name: string): string {
  // Of most names, and far cheaper.
  if (/^[!-~][ -~]*$/.test(name) && !/ (?: |$)/.test(name)) return name.toLowerCase()
  return plainName(name.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase()
}

/** A name in one line: a blank between its words, none at its ends, and nothing that cannot be seen. */
export function plainName(name: string): string {
  return name
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}
