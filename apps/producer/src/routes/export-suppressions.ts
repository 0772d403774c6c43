import { Readable } from 'node:stream'
import { linesType, suppressionCsv } from '@disparo/api'
import type { Disparo, SuppressionLift, SuppressionListOptions } from '@disparo/core'

const pageSize = 1_000

/** As it is answered: moments are text. */
export function plainSuppression<Of extends { readonly since: Date; readonly until?: Date }>({
  since,
  until,
  ...others
}: Of) {
  return { ...others, since: since.toISOString(), ...(until && { until: until.toISOString() }) }
}

export function plainLift({ at, ...others }: SuppressionLift) {
  return { ...others, at: at.toISOString() }
}

const writers = {
  'text/csv': suppressionCsv,
  [linesType]: { header: '', line: (suppression: object) => `${JSON.stringify(suppression)}\n` },
} as const

/** A list as a stream, a page in memory at a time. It fails where a page cannot be read. */
export function exportSuppressions(
  disparo: Disparo,
  { type, ...query }: Omit<SuppressionListOptions, 'limit'> & { readonly type: keyof typeof writers },
): Readable {
  const { header, line } = writers[type]
  async function* lines() {
    yield header
    for (let after = query.after; ; ) {
      const page = await disparo.suppressions({ ...query, after, limit: pageSize })
      const text = page.suppressions.map((each) => line(plainSuppression(each))).join('')
      if (text !== '') yield text
      if (page.next === undefined) return
      after = page.next
    }
  }
  return Readable.from(lines(), { objectMode: false })
}
