import { createHash } from 'node:crypto'
import type { SuppressionOptions } from '../../account/index.js'
import { addSuppressions } from '../suppression/add-suppressions.js'
import type { SuppressionList } from '../suppression/suppression-lists.js'
import { countUndeliverable, mostUndeliverable } from './count-undeliverable.js'

/** A rule by which events suppress people by themselves, as the account's settings name it. */
export type SuppressionRule = keyof SuppressionOptions['rules']

/** An event that a rule is for. */
export interface RuleHit {
  readonly rule: SuppressionRule
  /** In the canonical form. */
  readonly recipient: string
  /** When it happened, epoch ms. */
  readonly at: number
  /** What tells it from others, each time that it comes. */
  readonly event: string
  /** The message that it speaks of, where that is known. */
  readonly message?: string | undefined
}

const dayMs = 86_400_000
const invalidMs = 90 * dayMs
/** An event may come again for so long: as long as events are kept that wait for their message. */
const eventsKeptMs = 7 * dayMs
const eventsKept = 50_000

/**
 * Puts a person on an account's list where its rule says so; from the answer on it is written. An event does so once: when
 * it comes again, somebody may have taken the person from the list since. Answers whether it did now.
 */
export async function suppressByRule(
  list: SuppressionList,
  { rules, covers }: Pick<SuppressionOptions, 'rules' | 'covers'>,
  { rule, recipient, at, event, message }: RuleHit,
): Promise<boolean> {
  if (!rules[rule]) return false
  const { redis, keys } = list
  const mark = (await list.persons.marks()).of(recipient)
  const name = createHash('sha256').update(`${rule}\n${mark}\n${event}`).digest('base64url').slice(0, 12)
  if ((await redis.zscore(keys.suppressionEvents, name)) !== null) return false
  if (rule === 'invalidNumber') {
    const failures = await countUndeliverable(redis, keys, { mark, at, message: event })
    if (failures < mostUndeliverable) return false
  }
  const isInvalid = rule === 'invalidNumber'
  const until = isInvalid ? new Date(Date.now() + invalidMs) : undefined
  await addSuppressions(list, [{ recipient, since: new Date(at), until, message }], {
    source: { reason: isInvalid ? 'invalid-number' : 'opt-out', rule },
    covers: isInvalid ? 'all-but-otp' : rule === 'words' ? covers : 'marketing',
  })
  await noteEvent(list, name)
  return true
}

async function noteEvent({ redis, keys }: SuppressionList, name: string): Promise<void> {
  const now = Date.now()
  const key = keys.suppressionEvents
  const pipeline = redis.pipeline()
  pipeline.zadd(key, now, name)
  pipeline.zremrangebyscore(key, '-inf', now - eventsKeptMs)
  pipeline.zremrangebyrank(key, 0, -eventsKept - 1)
  pipeline.pexpire(key, eventsKeptMs)
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error
}
