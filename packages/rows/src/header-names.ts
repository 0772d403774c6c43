import { spokenField } from './closest-field.js'
import { fieldNamed, metadataField, plainName } from './column-fields.js'

/** So many names are told at once. */
const mostTold = 20

/**
 * The cells of a table's first line as far as they may be repeated. Where one has a number such as a recipient's, the line is
 * a row, or a header that ran into one: only the names of fields are repeated. Where nothing says that it is a header, only
 * what looks like a name; else blanks and accents too.
 */
export interface HeaderNames {
  /** The name of a column, in one line; `undefined` where it may not be repeated. */
  at(column: number): string | undefined
  /** Those of the first columns. */
  first(count: number): string[]
  /** All of them in words, as far as that is of use. */
  list(): string
}

/** @param isHeader whether that is known by other signs than its names */
export function headerNames(cells: readonly string[], isHeader: boolean): HeaderNames {
  const hasRecipients = (name: string) => fieldNamed(name) === 'to' || spokenField(name) === 'to'
  const form = isHeader || cells.some(hasRecipients) ? named : plainWord
  const hasRow = cells.some((cell) => longNumber.test(plainName(cell)))
  const isName = (name: string) => (hasRow ? fixedField(name) : form.test(name) && !/\p{Nd}{4}/u.test(name))
  const at = (column: number) => {
    const name = plainName((cells[column] ?? '').slice(0, longestCell))
    return isName(name) ? name : undefined
  }
  const first = (count: number) => cells.slice(0, count).flatMap((_, column) => at(column) ?? [])
  const list = () => {
    const names = first(mostTold).map((name) => `"${name}"`)
    const others = cells.length - names.length
    return names.length === 0 || others === 0 ? names.join(', ') : `${names.join(', ')} and ${others} more`
  }
  return { at, first, list }
}

/** The name of a field whose name nobody chooses. */
function fixedField(name: string): boolean {
  const field = fieldNamed(name)
  return field !== undefined && !metadataField.test(field)
}

const longestCell = 200
/** Eight digits or more, as telephone numbers are written. */
const longNumber = /\p{Nd}(?:[\s().-]{0,3}\p{Nd}){7}/u
const named = /^[\p{L}_][\p{L}\p{N}_ ./()-]{0,39}$/u
const plainWord = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/
