import { redisNow } from '../../redis/index.js'
import { placeOf } from './list-names.js'
import { type StoredRecord, unpackRecords } from './record.js'
import { type KnownSource, readSources } from './sources.js'
import type { Suppression } from './suppression.js'
import type { SuppressionList, SuppressionLists } from './suppression-lists.js'

/** What both lists say of a person. */
export interface SuppressionsFound {
  readonly suppressions: readonly Suppression[]
  /** A key of persons does not open here: there may be more. */
  readonly incomplete?: true
}

/** Whether and why a person is not to be messaged, by the account's list, then by that of all accounts. */
export async function findSuppressions(
  { own, all }: SuppressionLists,
  recipient: string,
): Promise<SuppressionsFound> {
  const found = await Promise.all([own, all].map((list) => findIn(list, recipient)))
  const suppressions = found.flatMap((each) => each.suppressions)
  return { suppressions, ...(found.some(({ incomplete }) => incomplete) && { incomplete: true }) }
}

async function findIn(list: SuppressionList, recipient: string) {
  const { redis, keys } = list
  const marks = await list.persons.marks({ maxAgeMs: 0 })
  const texts = await Promise.all(
    marks.all(recipient).map((mark) => {
      const { name, field } = placeOf(mark)
      return redis.hgetBuffer(`${keys.suppressed}${name}`, field)
    }),
  )
  const records = texts.flatMap((text) => (text ? unpackRecords(text) : []))
  const incomplete = marks.closedKeys > 0
  if (records.length === 0) return { suppressions: [], incomplete }
  const [sources, now] = await Promise.all([readSources(list), redisNow(redis, keys)])
  return { suppressions: describeRecords(list, records, sources, now), incomplete }
}

/** Records as they are shown, without those that have ended. */
export function describeRecords(
  { scope }: Pick<SuppressionList, 'scope'>,
  records: readonly StoredRecord[],
  sources: readonly KnownSource[],
  now: number,
): Suppression[] {
  const byNumber = new Map(sources.map((source) => [source.number, source]))
  return records.flatMap(({ source: number, ...record }) => {
    if (record.until && record.until.getTime() <= now) return []
    const { number: _, count, ...source } = byNumber.get(number) ?? { number, count: 0 }
    return [{ scope, ...source, ...record }]
  })
}
