import { type Account, ConfigurationError, type Env } from '@disparo/core/internal/account'
import { countParked, entryField, readPerson } from '@disparo/core/internal/ledger'
import { type Lanes, openJob, openLanes } from '@disparo/core/internal/queue'
import { accountKeys, type Redis, scanKeys, withTimeout } from '@disparo/core/internal/redis'
import {
  BrokenSealError,
  DataKeyMissingError,
  type DataKeys,
  keyIdOfFingerprint,
  loadDataKeys,
  openSeal,
  type Seal,
} from '@disparo/core/internal/seal'
import { type DoctorWords, type Finding, skipped } from './finding.js'
import { judgeDataKeys, type SealedSample } from './judge-data-keys.js'

const answerMs = 10_000
/** Of all keys, of each master, in no order: what a data key has sealed more than a little of is among them. */
const mostKeys = 20_000
const mostEntries = 1_000
/** Of each lane and state: those that are next, since they are missed first. */
const mostJobs = 50
const states = ['wait', 'prioritized', 'delayed'] as const

/** What one text came to. */
type Tried = 'opened' | 'plain' | 'damaged' | { readonly keyId: string; readonly waiting: boolean }

/**
 * Tries to open some of an account's ledger entries and waiting jobs with the data keys that are set here.
 * @throws RedisUnavailableError
 */
export async function checkDataKeys(
  redis: Redis,
  account: Account,
  env: Env,
  words: DoctorWords,
  keysLookedAt = mostKeys,
): Promise<Finding[]> {
  const dataKeys = keysOf(env)
  if (dataKeys instanceof ConfigurationError) {
    return [skipped(words.checks.sealed, words.sealed.notRead)]
  }
  const seal = openSeal(account.name, dataKeys)
  const [entries, jobs, places] = await withTimeout(redis, answerMs, () =>
    Promise.all([
      tryEntries(redis, account.name, seal, keysLookedAt),
      tryJobs(redis, openLanes(redis, account), seal),
      countParked(redis, accountKeys(account.name)),
    ]),
  )
  const parked = places
    .filter(({ count }) => count > 0)
    .map(({ keyFingerprint: mark, count }) => ({
      keyId: keyIdOfFingerprint(mark),
      count,
      isSet: seal.hasKey(mark),
    }))
  return judgeDataKeys(
    { ...sampleOf([...entries, ...jobs]), parked },
    { keyIds: dataKeys?.map(({ id }) => id) ?? [], ledgerDays: account.ledgerDays },
    words,
  )
}

function keysOf(env: Env): DataKeys | undefined | ConfigurationError {
  try {
    return loadDataKeys(env)
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
}

function sampleOf(all: readonly Tried[]): SealedSample {
  const sample = { opened: 0, plain: 0, damaged: 0 }
  const missing = new Map<string, { texts: number; waiting: number }>()
  for (const tried of all) {
    if (typeof tried === 'string') {
      sample[tried] += 1
      continue
    }
    const { texts, waiting } = missing.get(tried.keyId) ?? { texts: 0, waiting: 0 }
    missing.set(tried.keyId, { texts: texts + 1, waiting: waiting + (tried.waiting ? 1 : 0) })
  }
  return { ...sample, missing }
}

async function tryEntries(redis: Redis, account: string, seal: Seal, keysLookedAt: number): Promise<Tried[]> {
  const keys = accountKeys(account)
  const start = keys.message('').length
  const tried: Tried[] = []
  for await (const { keys: found } of scanKeys(redis, keys.message('*'), keysLookedAt)) {
    const pipeline = redis.pipeline()
    for (const key of found) pipeline.hmget(key, entryField.to, entryField.label)
    for (const [index, [error, values]] of ((await pipeline.exec()) ?? []).entries()) {
      if (error) throw error
      const [to, label] = values as (string | null)[]
      const id = (found[index] ?? '').slice(start)
      if (to) tried.push(tryToOpen(to.startsWith('='), false, () => readPerson(seal, id, { to, label }).to))
    }
    if (tried.length >= mostEntries) break
  }
  return tried
}

async function tryJobs(redis: Redis, lanes: Lanes, seal: Seal): Promise<Tried[]> {
  const tried = await Promise.all(
    Object.values(lanes).map(async (lane) => {
      const ranges = await Promise.all(states.map((state) => lane.getRanges([state], 0, mostJobs - 1, true)))
      const ids = ranges.flat()
      const texts = await Promise.all(ids.map((id) => redis.hget(lane.toKey(id), 'data')))
      return texts.flatMap((text, index) => (text ? [tryJob(seal, ids[index] ?? '', text)] : []))
    }),
  )
  return tried.flat()
}

function tryJob(seal: Seal, id: string, text: string): Tried {
  const messageOf = (data: unknown) => (data as { message?: unknown } | null)?.message
  try {
    const data: unknown = JSON.parse(text)
    return tryToOpen(typeof messageOf(data) === 'string', true, () => messageOf(openJob(seal, id, data)))
  } catch (error) {
    if (error instanceof SyntaxError) return 'damaged'
    throw error
  }
}

/** Opened, a message is an object and a recipient digits: what still looks sealed, or is nothing, was not whole. */
function tryToOpen(isSealed: boolean, waiting: boolean, open: () => unknown): Tried {
  if (!isSealed) return 'plain'
  try {
    const opened = open()
    return opened === undefined || String(opened).startsWith('=') ? 'damaged' : 'opened'
  } catch (error) {
    if (error instanceof DataKeyMissingError) return { keyId: error.keyId, waiting }
    if (error instanceof BrokenSealError) return 'damaged'
    throw error
  }
}
