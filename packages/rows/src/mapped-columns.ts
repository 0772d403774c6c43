import type { FieldProblem } from '@disparo/core'
import { closestName } from '@disparo/core/internal/message'
import { foldName, plainName } from './column-fields.js'
import type { ReadMapping } from './column-mapping.js'
import { type HeaderNames, headerNames } from './header-names.js'

/** With so many names of a header a missing one is compared. */
const mostCompared = 200

export interface MappedColumns {
  readonly fields: ReadonlyMap<string, number>
  readonly problems: readonly FieldProblem[]
  /** What of the header may be repeated. */
  readonly header: HeaderNames
}

/** Where the columns stand that a mapping names: as they are written, else whatever their cases, accents and blanks. */
export function findMapped(names: readonly string[], { columns }: ReadMapping): MappedColumns {
  const fields = new Map<string, number>()
  const missed: { readonly pair: string; readonly column: string; readonly places: readonly number[] }[] = []
  const folded = columns.size === 0 ? [] : names.map(foldName)
  for (const [field, column] of columns) {
    const exact = placesOf(column, names)
    const places = exact.length > 0 ? exact : placesOf(foldName(column), folded)
    const [place] = places
    if (place !== undefined && places.length === 1) fields.set(field, place)
    else missed.push({ pair: `${field}=${column}`, column, places })
  }
  const header = headerNames(names, fields.size > 0)
  const problems = missed.map(({ pair, column, places }, nth) => {
    const said = places.length > 1 ? doubled(places) : unknown(column, header, { isFirst: nth === 0 })
    return { path: 'map', message: `${pair}: ${said}` }
  })
  return { fields, problems, header }
}

function placesOf(column: string, names: readonly string[]): number[] {
  return names.flatMap((name, place) => (name === column ? [place] : []))
}

function doubled(places: readonly number[]): string {
  const columns = places.map((place) => place + 1).join(' and ')
  return `the file has this column more than once (columns ${columns}): give them different names`
}

/** Where none is near the columns are listed, once. */
function unknown(column: string, header: HeaderNames, { isFirst }: { readonly isFirst: boolean }): string {
  const closest = closestName(plainName(column), header.first(mostCompared))
  const list = isFirst ? header.list() : ''
  const hint = closest === undefined ? list && `. It has: ${list}` : `: "${closest}" is the closest one`
  return `the file has no such column${hint}`
}
