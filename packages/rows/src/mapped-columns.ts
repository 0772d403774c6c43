import type { FieldProblem } from '@disparo/core'
import { closestName } from '@disparo/core/internal/message'
import { foldName } from './column-fields.js'
import type { ReadMapping } from './column-mapping.js'

/** With so many names of a header a missing one is compared. */
const mostCompared = 200

/** Where the columns stand that a mapping names: as they are written, else whatever their cases and accents. */
export function findMapped(
  names: readonly string[],
  { columns }: ReadMapping,
): { readonly fields: ReadonlyMap<string, number>; readonly problems: readonly FieldProblem[] } {
  const fields = new Map<string, number>()
  const problems: FieldProblem[] = []
  const folded = columns.size === 0 ? [] : names.map(foldName)
  for (const [field, column] of columns) {
    const exact = placesOf(column, names)
    const places = exact.length > 0 ? exact : placesOf(foldName(column), folded)
    const [place] = places
    if (place !== undefined && places.length === 1) fields.set(field, place)
    else problems.push({ path: 'map', message: `${field}=${column}: ${explain(column, names, places)}` })
  }
  return { fields, problems }
}

/**
 * Whether a cell of the first line may be repeated. A file without a header has a recipient's number and texts there: only
 * what looks like a name is; where another column is known for one, blanks and accents too.
 */
export function nameable(name: string, isHeader: boolean): boolean {
  const form = isHeader ? /^[\p{L}_][\p{L}\p{N}_ ./()-]{0,39}$/u : /^[A-Za-z_][A-Za-z0-9_]{0,39}$/
  return form.test(name) && !/\d{4}/.test(name)
}

function placesOf(column: string, names: readonly string[]): number[] {
  return names.flatMap((name, place) => (name === column ? [place] : []))
}

function explain(column: string, names: readonly string[], places: readonly number[]): string {
  if (places.length > 1) {
    const columns = places.map((place) => place + 1).join(' and ')
    return `the file has this column more than once (columns ${columns}): give them different names`
  }
  const sayable = names.slice(0, mostCompared).filter((name) => nameable(name, false))
  const closest = closestName(column, sayable)
  return `the file has no such column${closest === undefined ? '' : `: "${closest}" is the closest one`}`
}
