/** What kind of mistake a problem is, for programs: its words are for people, and may change. docs/errors.md lists all. */
export const problemCodes = [
  'missing',
  'wrong-type',
  'wrong-value',
  'out-of-range',
  'too-few',
  'too-many',
  'too-long',
  'unknown-field',
  'one-of-these',
  'second-of-kind',
  'line-break',
  'tab',
  'spaces',
  'control-character',
  'lost-character',
  'not-a-link',
  'not-a-date',
  'variables-too-long',
  'variable-gap',
  'not-a-phone',
  'phone-scientific',
  'phone-link',
  'phone-several',
  'phone-decimals',
  'phone-service',
  'phone-area-code',
  'phone-country-code',
  'phone-length',
  'phone-country',
  'in-the-past',
  'long-past',
  'far-ahead',
  'ends-before-start',
  'key-taken',
  'key-unreadable',
  'cells',
  'row-too-long',
  'not-utf-8',
  'not-json',
  'content-gone',
  'content-no-columns',
  'xml-phone',
  'xml-part',
  'xml-text',
  'unknown-template',
  'unapproved-template',
  'template-variables',
  'template-header',
  'template-button',
  'template-code',
  'template-carousel',
  'in-the-future',
  'time-out-of-range',
  'not-a-day',
  'list-unnamed',
  'other-scope',
  'too-many-kinds',
  'older-list',
  'smaller-list',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** A code, and the numbers that its sentence has. */
export interface ProblemCoding {
  readonly code: ProblemCode
  /** The most, or the least, that there may be: characters, entries, bytes. */
  readonly limit?: number
  /** How many there are. */
  readonly given?: number
  /** How many there must be. */
  readonly wanted?: number
}

/** What a zod rule says of an input that breaks it: in words, and as a code. */
export function mistake(message: string, coding: ProblemCoding) {
  return { message, params: { ...coding } }
}

/** The code and the numbers of something that has them, and nothing else of it. */
export function codingOf({ code, limit, given, wanted }: Partial<ProblemCoding>): Partial<ProblemCoding> {
  return {
    ...(code !== undefined && { code }),
    ...(limit !== undefined && { limit }),
    ...(given !== undefined && { given }),
    ...(wanted !== undefined && { wanted }),
  }
}
