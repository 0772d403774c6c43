import { type RegisterPlace, readRegister } from '../../ledger/index.js'
import type { EnqueueDeps } from '../enqueue/enqueue-one.js'
import { isBatchId } from '../lanes/message-id.js'
import { type BatchState, stateOfBatch } from './batch-state.js'
import type { BatchStateName } from './judge-batch.js'

interface BatchQuery {
  readonly state?: BatchStateName | undefined
  /** Part of the name, or the start of the id; cases and accents are one. */
  readonly q?: string | undefined
  readonly after?: RegisterPlace | undefined
  readonly limit: number
}

export interface BatchList {
  readonly batches: readonly BatchState[]
  /** Give it as `after` for the next page; absent on the last one. With a filter a page may be short, even empty. */
  readonly next?: string
}

/** So many batches are looked at for a page at most, and so many in one go. */
const lookedAtMost = 1_000
const chunk = 200

/** The batches of an account, the newest first. */
export async function listBatches(
  { redis, keys }: Pick<EnqueueDeps, 'redis' | 'keys'>,
  { state, q, after, limit }: BatchQuery,
): Promise<BatchList> {
  const isFiltered = state !== undefined || q !== undefined
  const isWanted = (batch: BatchState) =>
    (state === undefined || batch.state === state) && (q === undefined || isFoundBy(batch, q))
  const found: BatchState[] = []
  let start = after
  for (let looked = 0; looked < lookedAtMost; looked += chunk) {
    const { batches, last } = await readRegister(redis, keys, {
      after: start,
      limit: isFiltered ? chunk : limit + 1,
    })
    const now = Date.now()
    for (const batch of batches) {
      const shown = stateOfBatch(batch, now)
      if (isWanted(shown)) {
        if (found.length === limit) return { batches: found, next: writePlace(start) }
        found.push(shown)
      }
      start = batch
    }
    if (last === undefined) return { batches: found }
    start = last
  }
  return { batches: found, next: writePlace(start) }
}

function isFoundBy({ id, name = '' }: BatchState, q: string): boolean {
  return id.startsWith(q.toLowerCase()) || plain(name).includes(plain(q))
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
}

function writePlace(place: RegisterPlace | undefined): string {
  return place ? `${place.createdAt}.${place.id}` : ''
}

/** Reads the `next` of a page; `undefined` for what is none. */
export function parsePlace(text: string): RegisterPlace | undefined {
  const [, createdAt, id] = /^(\d{1,15})\.(.+)$/.exec(text) ?? []
  return createdAt && id && isBatchId(id) ? { createdAt: Number(createdAt), id } : undefined
}
