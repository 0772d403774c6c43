import { redisNow } from '../../redis/index.js'
import { liftsOf, type SuppressionLift } from './lifts.js'
import { placeOf } from './list-names.js'
import { type StoredRecord, unpackRecords } from './record.js'
import { type KnownSource, readSources } from './sources.js'
import type { Suppression } from './suppression.js'
import type { SuppressionList, SuppressionLists } from './suppression-lists.js'

const mostLifts = 20

/** What both lists say of a person. */
export interface SuppressionsFound {
  readonly suppressions: readonly Suppression[]
  /** What somebody has lifted of the person, the latest first; absent where nothing was. */
  readonly lifts?: readonly SuppressionLift[]
  /** A key of persons does not open here: there may be more. */
  readonly incomplete?: true
}

/** Whether and why a person is not to be messaged, by the account's list, then by that of all accounts. */
export async function findSuppressions(
  lists: SuppressionLists,
  recipient: string,
): Promise<SuppressionsFound> {
  const [own, all, lifts] = await Promise.all([
    findIn(lists.own, recipient),
    findIn(lists.all, recipient),
    liftsOf(lists, recipient),
  ])
  return {
    suppressions: [...own.suppressions, ...all.suppressions],
    ...(lifts.length > 0 && { lifts: lifts.slice(0, mostLifts) }),
    ...((own.incomplete || all.incomplete) && { incomplete: true }),
  }
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
    const { number: _, count, print, ...source } = byNumber.get(number) ?? { number, count: 0 }
    return [{ scope, ...source, ...record }]
  })
}
