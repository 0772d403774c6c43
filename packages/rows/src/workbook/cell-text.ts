import type { DateFormat } from './date-format.js'
import { type Calendar, dateText } from './date-text.js'
import type { SharedTexts } from './shared-texts.js'

/** What the cells of a sheet refer to. */
export interface CellTerms {
  readonly shared: SharedTexts
  readonly styles: readonly (DateFormat | undefined)[]
  readonly calendar: Calendar
}

/**
 * The text of a cell: its value, of a formula the one that was stored, and not how the spreadsheet shows it. Numbers are
 * decimal with a point, dates ISO 8601, errors their own text (ECMA-376-1, 18.3.1.4 and 18.18.11).
 */
export function cellText(
  { type, style, value }: { type: string; style: number; value: string },
  { shared, styles, calendar }: CellTerms,
): string {
  if (value === '') return ''
  if (type === 's') return shared.at(Number(value))
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type !== 'n') return value
  const format = styles[style]
  return (format && dateText(Number(value), format, calendar)) ?? plainNumber(value)
}

/**
 * A stored number as a spreadsheet's formula bar shows it: 15 digits at most, without exponent. Whole numbers stay as
 * they are written, for a phone or an order may have more.
 */
function plainNumber(stored: string): string {
  if (/^-?\d{1,40}$/.test(stored)) return stored
  const value = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(value)) return stored
  return withoutExponent(String(Number(value.toPrecision(15))))
}

/** Moves the point of what `String(number)` gives. */
function withoutExponent(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text) ?? []
  if (exponent === undefined) return text
  const point = whole.length + Number(exponent)
  const digits = whole + fraction
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}
