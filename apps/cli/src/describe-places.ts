import type { BatchCheck } from '@disparo/api'

type NamedRow = BatchCheck['named']['repeated'][number]

const mostShown = 10

/** Where rows are: by their lines where they have any, the first ten, and how many more there are. */
export function describePlaces(named: readonly NamedRow[], count: number): string {
  const shown = named.slice(0, mostShown)
  const noun = shown[0]?.line === undefined ? 'row' : 'line'
  const places = shown.map(({ row, line }) => line ?? row).join(', ')
  const more = count > shown.length ? ` and ${count - shown.length} more` : ''
  return `${noun}${shown.length === 1 ? '' : 's'} ${places}${more}`
}
