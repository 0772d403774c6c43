import { spokenField } from './closest-field.js'
import { fieldNamed, plainName } from './column-fields.js'

/** So many names are told at once. */
const mostTold = 20

/**
 * The cells of a table's first line as far as they may be repeated. A file without a header has a recipient's number and
 * texts there: then only what looks like a name is, else blanks and accents too.
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
  const at = (column: number) => {
    const name = plainName((cells[column] ?? '').slice(0, longestCell))
    return form.test(name) && !/\d{4}/.test(name) ? name : undefined
  }
  const first = (count: number) => cells.slice(0, count).flatMap((_, column) => at(column) ?? [])
  const list = () => {
    const names = first(mostTold).map((name) => `"${name}"`)
    const others = cells.length - names.length
    return names.length === 0 || others === 0 ? names.join(', ') : `${names.join(', ')} and ${others} more`
  }
  return { at, first, list }
}

const longestCell = 200
const named = /^[\p{L}_][\p{L}\p{N}_ ./()-]{0,39}$/u
const plainWord = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/
