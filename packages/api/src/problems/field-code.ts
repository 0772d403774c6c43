import { z } from 'zod'

/** Which mistake is in a field or a row; docs/errors.md says what each means. */
export const FieldProblemCode = z.enum([
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
])
export type FieldProblemCode = z.infer<typeof FieldProblemCode>

/** Which kind of mistake it is, for programs, and the numbers that belong to it. */
export const problemCoding = {
  code: FieldProblemCode.optional().meta({
    description:
      'Which mistake it is (docs/errors.md#rows-and-fields). Its words are for people, and may change.',
    example: 'too-long',
  }),
  limit: z.int().optional().meta({ description: 'The most, or the least, that there may be.' }),
  given: z.int().optional().meta({ description: 'How many there are.' }),
  wanted: z.int().optional().meta({ description: 'How many there must be.' }),
}

/** The column that a problem of a table's row is about. */
export const problemColumn = z.int().optional().meta({
  description: 'Of a table: the column that it is about, from 1; absent where that is none, or several.',
})
