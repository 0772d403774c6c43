import { redisNow } from '../../redis/index.js'
import { tryOpen } from '../../seal/index.js'
import type { SuppressionReason, SuppressionScope } from './suppression.js'
import type { SuppressionList, SuppressionLists } from './suppression-lists.js'

/** What was asked for when suppressions were lifted by hand, and by whom. */
export interface LiftedBy {
  /** Who lifted them: a user, or what a program calls itself. */
  readonly by?: string | undefined
  readonly why?: string | undefined
  /** All of an import, and what its list is called. */
  readonly import?: string | undefined
  readonly list?: string | undefined
  /** All that a rule made. */
  readonly rule?: string | undefined
}

/** That somebody has lifted suppressions: of a person, of an import, or of a reason. */
export interface SuppressionLift extends LiftedBy {
  readonly at: Date
  readonly scope: SuppressionScope
  /** How many of each reason. */
  readonly lifted: Readonly<Partial<Record<SuppressionReason, number>>>
  /** Whose they were. */
  readonly of: 'person' | 'import' | 'reason'
}

/** As it is kept: what a person is marked with in place of who they are, and `why` sealed where there is a data key. */
interface KeptLift extends LiftedBy {
  readonly at: number
  readonly lifted: SuppressionLift['lifted']
  readonly persons?: readonly string[] | undefined
}

const mostKept = 5_000
const keptMs = 400 * 86_400_000
const sealedAs = ['suppressed', 'lift'] as const

/** Notes what was lifted; nothing where nothing was. The latest 5,000 of 400 days are kept. */
export async function noteLift(
  { redis, keys, seal }: SuppressionList,
  { why, ...by }: LiftedBy,
  { lifted, persons }: Pick<KeptLift, 'lifted' | 'persons'>,
): Promise<void> {
  if (Object.keys(lifted).length === 0) return
  const at = await redisNow(redis, keys)
  const kept: KeptLift = { at, ...by, lifted, ...(why && { why: seal.seal(...sealedAs, why) }), persons }
  await redis
    .multi()
    .zadd(keys.suppressionLifts, at, JSON.stringify(kept))
    .zremrangebyscore(keys.suppressionLifts, '-inf', at - keptMs)
    .zremrangebyrank(keys.suppressionLifts, 0, -1 - mostKept)
    .pexpire(keys.suppressionLifts, keptMs)
    .exec()
}

/** The latest first. */
export async function latestLifts(list: SuppressionList, most: number): Promise<SuppressionLift[]> {
  return (await readLifts(list, most)).map((kept) => describe(list, kept))
}

/** What was lifted of a person, from either list, the latest first. What went with an import or a reason is not among it. */
export async function liftsOf({ own, all }: SuppressionLists, recipient: string): Promise<SuppressionLift[]> {
  const found = await Promise.all(
    [own, all].map(async (list) => {
      const kept = await liftsOfPerson(list, recipient)
      return kept.map((each) => describe(list, each))
    }),
  )
  return found.flat().toSorted((one, other) => other.at.getTime() - one.at.getTime())
}

/** Whose person is forgotten, of them no words stay. */
export async function eraseLiftWords(list: SuppressionList, recipient: string): Promise<void> {
  for (const kept of await liftsOfPerson(list, recipient)) {
    const { why, ...rest } = kept
    if (why === undefined) continue
    await list.redis
      .multi()
      .zrem(list.keys.suppressionLifts, JSON.stringify(kept))
      .zadd(list.keys.suppressionLifts, kept.at, JSON.stringify(rest))
      .exec()
  }
}

async function liftsOfPerson(list: SuppressionList, recipient: string): Promise<KeptLift[]> {
  const lifts = await readLifts(list, mostKept)
  if (lifts.every(({ persons }) => persons === undefined)) return []
  const marks = new Set((await list.persons.marks({ maxAgeMs: 0 })).all(recipient))
  return lifts.filter(({ persons = [] }) => persons.some((mark) => marks.has(mark)))
}

async function readLifts({ redis, keys }: SuppressionList, most: number): Promise<KeptLift[]> {
  const texts = await redis.zrevrange(keys.suppressionLifts, 0, most - 1)
  return texts.map((text) => JSON.parse(text) as KeptLift)
}

function describe(
  { scope, seal }: SuppressionList,
  { at, why, persons, ...lift }: KeptLift,
): SuppressionLift {
  const words = why === undefined ? undefined : tryOpen(seal, ...sealedAs, why)
  const of = persons ? 'person' : lift.import ? 'import' : 'reason'
  return { ...lift, at: new Date(at), scope, of, ...(words && { why: words }) }
}
