import type { SeriesPoint } from '../../api/campaign.js'

/** What one minute or hour had. */
export interface SeriesLine {
  /** Epoch seconds of its start. */
  readonly at: number
  readonly counts: {
    readonly accepted: number
    readonly received: number
    readonly read: number
    readonly failed: number
  }
}

/** The custom property that colours each line. */
export const lineColors: Readonly<Record<keyof SeriesLine['counts'], string>> = {
  accepted: '--step-1',
  received: '--step-3',
  read: '--step-4',
  failed: '--bad',
}

const secondsOf = { minute: 60, hour: 3_600 } as const
/** More are no chart that anybody reads. */
const mostPoints = 800

/**
 * Every minute or hour from the first to the last: those in which nothing happened, too, so that no line leads over a
 * gap. One that is not over yet would look as if everything came to a halt: it is left out where there are others.
 */
export function seriesLines(
  points: readonly SeriesPoint[],
  by: 'minute' | 'hour',
  now: number,
): SeriesLine[] {
  const step = secondsOf[by]
  const known = new Map(points.map(({ at, counts }) => [Math.floor(Date.parse(at) / 1_000), counts]))
  const times = [...known.keys()]
  const latest = Math.max(...times)
  const earliest = Math.min(...times)
  const isYoung = (latest + step) * 1_000 > now && latest - earliest > step
  const last = isYoung ? latest - step : latest
  const first = Math.max(earliest, last - step * (mostPoints - 1))
  // A single point is no line.
  const start = first === last ? first - step : first
  return Array.from({ length: Math.round((last - start) / step) + 1 }, (_, index) => {
    const at = start + index * step
    const { accepted = 0, received = 0, read = 0, rejected = 0, failed = 0 } = known.get(at) ?? {}
    return { at, counts: { accepted, received, read, failed: rejected + failed } }
  })
}
