import { findNoted } from '../ledger/index.js'
import type { PersonMarks } from '../persons/index.js'
import { scanKeys } from '../redis/index.js'
import { callbacksPattern, forgetCallbacks } from './forget-callbacks.js'
import type { ForgetDeps, ForgetProgress } from './forget-deps.js'
import { entriesPattern, forgetEntries } from './forget-entries.js'
import { forgetJobs, jobsPattern } from './forget-jobs.js'

/** Some keys to look at, and how many of how many have come by then. */
export interface KeysFound {
  readonly keys: readonly string[]
  readonly scanned: number
  readonly total: number
}

/** What is done with keys of one kind, and where those come from. */
export interface ForgetPass {
  readonly keys: () => AsyncGenerator<KeysFound>
  readonly step: (deps: ForgetDeps, keys: readonly string[], search: ForgetProgress) => Promise<void>
}

const perStep = 1_000

// In either way jobs come first: a job leaves its lane only after its entry was made, so that no message is overlooked.

/** Through all keys of Redis, thrice. */
export function scanningPasses(deps: ForgetDeps): ForgetPass[] {
  const { redis } = deps
  return [
    { keys: () => scanKeys(redis, jobsPattern(deps)), step: forgetJobs },
    { keys: () => scanKeys(redis, entriesPattern(deps)), step: forgetEntries },
    { keys: () => scanKeys(redis, callbacksPattern(deps)), step: forgetCallbacks },
  ]
}

/** Through the messages that the index has of a person, and the callbacks that have a job. */
export function indexedPasses(deps: ForgetDeps, ids: readonly string[]): ForgetPass[] {
  const { keys, lanes, callbacks } = deps
  const jobs = ids.flatMap((id) => [lanes.urgent.toKey(id), lanes.bulk.toKey(id)])
  return [
    { keys: () => inSteps(jobs), step: forgetJobs },
    { keys: () => inSteps(ids.map((id) => keys.message(id))), step: forgetEntries },
    {
      keys: async function* () {
        yield* inSteps((await callbackIds(deps)).map((id) => callbacks.toKey(id)))
      },
      step: forgetCallbacks,
    },
  ]
}

/** The messages that are noted of a person; a few of others may be among them. */
export async function notedIds(deps: ForgetDeps, marks: PersonMarks, recipient: string): Promise<string[]> {
  const noted = await findNoted(deps, marks.all(recipient))
  return [...new Set([...noted.values()].flat())]
}

async function* inSteps(keys: readonly string[]): AsyncGenerator<KeysFound> {
  for (let first = 0; first < keys.length || first === 0; first += perStep) {
    const some = keys.slice(first, first + perStep)
    yield { keys: some, scanned: first + some.length, total: keys.length }
  }
}

/** Whatever state its job is in; how many there are is bounded. */
async function callbackIds({ redis, callbacks }: ForgetDeps): Promise<string[]> {
  const pipeline = redis.pipeline()
  for (const list of ['wait', 'active', 'paused']) pipeline.lrange(callbacks.toKey(list), '0', '-1')
  for (const set of ['delayed', 'prioritized', 'failed', 'completed'])
    pipeline.zrange(callbacks.toKey(set), '0', '-1')
  const replies = (await pipeline.exec()) ?? []
  return replies.flatMap(([error, ids]) => {
    if (error) throw error
    return ids as string[]
  })
}
