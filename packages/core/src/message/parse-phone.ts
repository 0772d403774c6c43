import type { PhoneProblem } from './brazilian-number.js'
import { trimWhitespace } from './trim-whitespace.js'

/** Spaces, dashes, parentheses, and the invisible marks that come along when a number is pasted. */
const separators = /[\s()\p{Pd}\p{Cf}]/gu

/** With room for any way of writing two of them. */
const longestPhone = 100

/** An area code in parentheses, or a mobile number split as only Brazil splits one: `20 98765-4321`. */
const brazilian = /^\(0?[1-9]\d\)|^0?[1-9]\d[\s.-]+9\d{4}[\s.\p{Pd}]+\d{4}$/u

/** The digits of a phone, and what its writing says of them. */
export interface Digits {
  readonly digits: string
  /** Whether it says that the country code is among them: `+` or `00`. */
  readonly international: boolean
  /** Whether it is written as a number within Brazil, so that its first digits are an area code or 55. */
  readonly brazilian: boolean
}

/** What a phone cell says. */
type ParsedPhone = Digits | PhoneProblem

/** Reads the digits of a phone as somebody or some spreadsheet wrote it. Nothing that may be another number is guessed. */
export function parsePhone(written: string): ParsedPhone {
  if (/^[1-9]\d{7,14}$/.test(written)) return { digits: written, international: false, brazilian: false }
  if (written.length > longestPhone) return noPhone
  // A leading apostrophe is how spreadsheets mark text, `.0` how they write a whole number; `+44 (0)` has a trunk 0 in it.
  const text = trimWhitespace(written)
    .replace(/^['’`]\s*/, '')
    .replace(/^(\+?\d{8,15})[.,]0+$/, '$1')
    .replace(/^(\+\d{1,3} ?)\(0\)/, '$1')
  const odd = oddities.find(({ is }) => is(text))
  if (odd) return { problem: odd.problem, code: odd.code }
  const compact = text.replace(separators, '').replace(/[./]/g, '')
  const [, prefix, digits] = /^(\+|00)?(\d+)$/.exec(compact) ?? []
  if (digits === undefined) return noPhone
  return { digits, international: prefix !== undefined, brazilian: brazilian.test(text) }
}

export const noPhone: PhoneProblem = {
  problem: 'must be a phone number of 8 to 15 digits, best with its country code: +55 11 98765-4321',
  code: 'not-a-phone',
}

const oddities: readonly ({ readonly is: (text: string) => boolean } & PhoneProblem)[] = [
  {
    is: (text) => /^[+-]?\d+(?:[.,]\d+)?\s*e\s*[+-]?\d+$/i.test(text),
    problem:
      'is in scientific notation, which has lost digits: format the column as text, or as a number without decimals',
    code: 'phone-scientific',
  },
  {
    is: (text) => /^(?:https?:|www\.|tel:|whatsapp:|sms:)|wa\.me|whatsapp\.com/i.test(text),
    problem: 'is a link: write the number alone, like +55 11 98765-4321',
    code: 'phone-link',
  },
  {
    is: (text) => numbersIn(text) > 1,
    problem: 'has more than one number: write one recipient in each row',
    code: 'phone-several',
  },
  {
    is: (text) => /\d[.,]\d/.test(text) && !isGrouped(text),
    problem: 'has decimals: format the column as text, or as a number without decimals',
    code: 'phone-decimals',
  },
  // An area code may stand before a slash; an extension or a second ending stands behind it.
  { is: (text) => /\/(?!.{8})|\d{5}.*\//.test(text), ...noPhone },
]

function numbersIn(text: string): number {
  const parts = text.split(/[/;,|&\n]|\b(?:e|ou|or|and)\b|\+(?=\d)/i)
  const full = parts.filter((part) => part.replace(/\D/g, '').length >= 8).length
  return Math.max(full, text.replace(/\D/g, '').replace(/^00/, '').length > 15 ? 2 : 0)
}

/** Whether each dot stands where a phone can have one: no decimal comma, four digits at the end, or short groups. */
function isGrouped(text: string): boolean {
  if (text.includes(',')) return false
  const [last = '', ...before] = text
    .split('.')
    .map((part) => part.replace(separators, ''))
    .reverse()
  const left = /\d*$/.exec(text.slice(0, text.lastIndexOf('.')))?.[0] ?? ''
  return before.length > 0 && (/^\d{4}$/.test(last) || (left.length <= 7 && last.length >= 2))
}
