import type { DateFormat } from './date-format.js'
import { type Calendar, dateText } from './date-text.js'
import { plainNumber } from './plain-number.js'
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
