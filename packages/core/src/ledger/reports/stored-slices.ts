import type { LongSliceField, Slice } from './slice.js'

type Fields = Readonly<Record<string, string>>

export function parseShortSlices({
  total,
  open,
  scanned,
}: {
  readonly total: Fields
  readonly open: Fields
  readonly scanned: Fields
}): Slice[] {
  return Object.entries(open).map(([n, count]) => ({
    ...{ n: Number(n), length: 1, steps: [Number(n)] },
    total: Number(total[n] ?? count),
    open: Number(count),
    ...(scanned[n] ? { scannedAt: Number(scanned[n]) } : {}),
  }))
}

export function parseLongSlices(fields: Fields): Slice[] {
  return Object.keys(fields).flatMap((name) => {
    const [length, first, what] = name.split(':')
    if (what !== 'open') return []
    const of = (field: LongSliceField) => fields[`${length}:${first}:${field}`]
    const n = Number(first)
    const [scannedAt = 0, until = 0, since = 0] = (of('scanned') ?? '').split(' ').map(Number)
    return [
      {
        ...{ n, length: Number(length), steps: parseSteps(n, of('steps') ?? '') },
        total: Number(of('total') ?? of('open')),
        open: Number(of('open')),
        ...(scannedAt > 0 ? { scannedAt } : {}),
        ...(until > n ? { progress: { until, since } } : {}),
      },
    ]
  })
}

/** Each short one that lies in a long one counts there. Ascending, the longer first. */
export function foldSlices(stored: readonly Slice[]): Slice[] {
  const folded: Slice[] = []
  for (const slice of stored) {
    const last = folded.at(-1)
    if (last === undefined || slice.n >= last.n + last.length) folded.push(slice)
    else folded[folded.length - 1] = withMore(last, [slice])
  }
  return folded
}

/** A slice with what others count that lie in it; its marks stay. */
export function withMore(slice: Slice, others: readonly Slice[]): Slice {
  const all = [slice, ...others]
  return {
    ...slice,
    total: all.reduce((sum, { total }) => sum + total, 0),
    open: all.reduce((sum, { open }) => sum + open, 0),
    steps: [...new Set(all.flatMap(({ steps }) => steps))].sort((a, b) => a - b),
  }
}

/** `0-3,7`: counted from the first step of the slice. */
export function stepsText(n: number, steps: readonly number[]): string {
  const ranges: [first: number, last: number][] = []
  for (const step of steps) {
    const range = ranges.at(-1)
    if (range && range[1] === step - n - 1) range[1] = step - n
    else ranges.push([step - n, step - n])
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',')
}

function parseSteps(n: number, text: string): number[] {
  if (text === '') return []
  return text.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => n + first + index)
  })
}
