import { z } from 'zod'
import { mistake } from './problem-code.js'
import { trimWhitespace } from './trim-whitespace.js'

/**
 * A template's parameter text. WhatsApp refuses line breaks, tabs and more than four spaces in a row in it;
 * `max` counts characters (code points).
 */
export function parameterText(max: number) {
  return z
    .string()
    .min(1)
    .refine((text) => isWithin(text, max), tooLong(max))
    .refine(
      (text) => !/[\r\n]/.test(text),
      mistake('must not contain a line break: put line breaks into the template', { code: 'line-break' }),
    )
    .refine((text) => !text.includes('\t'), mistake('must not contain a tab', { code: 'tab' }))
    .refine(
      (text) => !text.includes('     '),
      mistake('must not contain more than 4 spaces in a row', { code: 'spaces', limit: 4 }),
    )
    .refine((text) => !controlButBreaks.test(text), noControl)
    .meta({ maxLength: max })
}

/** A name or label: text on one line, without control characters, trimmed; `max` counts characters (code points). */
export function nameText(max: number) {
  return z
    .string()
    .overwrite(trimWhitespace)
    .min(1)
    .refine((text) => isWithin(text, max), tooLong(max))
    .refine(
      (text) => !hasControl(text),
      mistake('must not contain control characters or line breaks', { code: 'control-character' }),
    )
    .meta({ maxLength: max })
}

const longestLink = 2048

/** Where a header's medium is fetched from. Its extension says nothing: the seed's own image link has none. */
export function linkText() {
  return z
    .string()
    .overwrite(trimWhitespace)
    .min(1)
    .refine((text) => isWithin(text, longestLink), tooLong(longestLink))
    .refine(
      (text) => /^https?:\/\/\S+$/i.test(text) && !hasControl(text) && URL.canParse(text),
      mistake('must be a link that begins with https:// or http://', { code: 'not-a-link' }),
    )
    .meta({ maxLength: longestLink })
}

/** C0, C1 (NEL among them), the line and paragraph separators U+2028 and U+2029, and halves of a character. */
const control = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u
/** The same without those that have a message of their own. */
const controlButBreaks = /[^\P{Cc}\r\n\t]|[\p{Zl}\p{Zp}\p{Cs}]/u
const noControl = mistake('must not contain control characters, or halves of a character', {
  code: 'control-character',
})

/** Whether a text has what no name, key or label may have. */
export function hasControl(text: string): boolean {
  return control.test(text)
}

/** Characters as people and WhatsApp count them: an emoji is one, though it takes two UTF-16 units. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

function isWithin(text: string, max: number): boolean {
  return text.length <= max || (text.length <= max * 2 && lengthOf(text) <= max)
}

function tooLong(max: number) {
  return mistake(`is too long: at most ${max} characters`, { code: 'too-long', limit: max })
}
