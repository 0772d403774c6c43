import { type BatchPhase, entryField, freshBatch, messageIdsAt, peekBatch } from '../../../ledger/index.js'
import { withTimeout } from '../../../redis/index.js'
import { type ExistingMessage, findExisting } from '../find-existing.js'
import type { ExceededQuota } from '../quota.js'
import type { EnqueueManyDeps } from './enqueue-many-options.js'
import { type Candidate, type ImportEffects, lookUpWith, readEffects } from './import-effects.js'
import type { ClassifiedRow } from './known-rows.js'

/** Of so many rows with a key of their own it is remembered what they say. */
const mostRemembered = 200_000
const placesPerStep = 1_000
const answerMs = 10_000

export interface CheckOptions {
  /** Nobody can know the batch, for its name was made just now, nor its source: Redis is not asked for them. */
  readonly isFresh: boolean
  /** Told of the rows that would be enqueued. */
  readonly onNew: (rows: readonly ClassifiedRow[]) => Promise<void>
}

/** What is asked for enqueueing, with nothing changed; `exceeded`: what would keep out some of the rows that were asked for. */
export function checkEffects(
  deps: EnqueueManyDeps,
  { isFresh, onNew }: CheckOptions,
): { readonly effects: ImportEffects; exceeded(): Promise<ExceededQuota | undefined> } {
  const { redis, keys, seal, quota } = deps
  const said = new Map<string, ExistingMessage>()
  const lookUp = lookUpWith(deps)
  let wanted = 0
  const bounded = <T>(operation: () => Promise<T>) => withTimeout(redis, answerMs, operation)
  const find = async (ids: readonly string[]) => {
    const known = ids.length === 0 ? [] : await bounded(() => findExisting(deps, ids))
    return known.map((message, index) => message ?? said.get(ids[index] ?? ''))
  }
  /** As if it were in its lane; only what may come with another content under the same id is looked up again. */
  const remember = (batch: string, { row, job }: Candidate) => {
    if (job.prints.length === 0 || said.size >= mostRemembered || said.has(row.id)) return
    said.set(row.id, { lane: row.submission.lane, batch, row: row.row, fingerprint: job.prints[0] })
  }
  const effects: ImportEffects = {
    ...readEffects(deps),
    ask: (operation) => (isFresh ? operation() : bounded(operation)),
    refuseOverQuota: async () => {},
    open: (input) =>
      isFresh ? Promise.resolve(freshBatch(input)) : peekBatch(redis, keys, { ...input, seal }),
    recordImport: async () => {},
    claim: find,
    release: async () => {},
    find,
    take: async (rows) => {
      wanted += rows
      return { granted: rows }
    },
    reserve: async () => true,
    add: async (batch, _lane, added) => {
      for (const candidate of added) remember(batch, candidate)
      await onNew(added.map(({ row }) => row))
    },
    lookUp: (submissions) => bounded(() => lookUp(submissions)),
    recordRejected: async () => {},
    recordChunk: async (): Promise<BatchPhase> => 'running',
    withdraw: ({ id, lane, places }) => countNotBegun(deps, { id, lane, places }),
    finish: async () => {},
  }
  return {
    effects,
    exceeded: () => bounded(async () => (wanted === 0 ? undefined : quota?.checkRoom(wanted))),
  }
}

/** How many messages of a batch a correction would cancel: those in its lane that have not begun. */
async function countNotBegun(
  { redis, keys, lanes }: EnqueueManyDeps,
  { id, lane, places }: Parameters<ImportEffects['withdraw']>[0],
): Promise<number> {
  let count = 0
  for (let first = 0; first < places.length; first += placesPerStep) {
    const ids = await messageIdsAt(redis, keys, { id, places: places.slice(first, first + placesPerStep) })
    const found = await Promise.all(
      ids.map((each) =>
        Promise.all([
          redis.exists(lanes[lane].toKey(each)),
          redis.hget(keys.message(each), entryField.status),
        ]),
      ),
    )
    count += found.filter(([job, status]) => job > 0 && (status === null || status === 'enqueued')).length
  }
  return count
}
