import type { BatchCheck } from '@disparo/api'
import type { Words } from './words/index.js'

type NamedRow = BatchCheck['named']['repeated'][number]

const mostShown = 10

/** Where rows are: by their lines where they have any, the first ten, and how many more there are. */
export function describePlaces(named: readonly NamedRow[], count: number, { imports }: Words): string {
  const shown = named.slice(0, mostShown)
  const places = shown.map(({ row, line }) => line ?? row)
  return imports.places(shown[0]?.line !== undefined, places, count - shown.length)
}
