import { type BatchGlance, type RegisterPlace, readBatches, readRegister } from '../../ledger/index.js'
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

/** With a filter so many batches are looked at for a page at most, and so many in one go: they take Redis a millisecond. */
const lookedAtMost = 1_000
const chunk = 250

/** The batches of an account, the newest first. */
export async function listBatches(
  { redis, keys }: Pick<EnqueueDeps, 'redis' | 'keys'>,
  { state, q, after, limit }: BatchQuery,
): Promise<BatchList> {
  const isFiltered = state !== undefined || q !== undefined
  const read = isFiltered ? chunk : limit + 1
  const found: BatchState[] = []
  let start = after
  for (let looked = 0; looked < lookedAtMost; looked += chunk) {
    const places = await readRegister(redis, keys, { after: start, limit: read })
    const likely = places.filter((batch) => mayBeWanted(batch, { state, q }))
    for (let first = 0; first < likely.length; first += limit + 1) {
      const now = Date.now()
      for (const batch of await readBatches(redis, keys, likely.slice(first, first + limit + 1))) {
        const shown = stateOfBatch(batch, now)
        if (state === undefined || shown.state === state) {
          if (found.length === limit) return { batches: found, next: writePlace(start) }
          found.push(shown)
        }
        start = batch
      }
    }
    if (places.length < read) return { batches: found }
    start = places.at(-1)
  }
  return { batches: found, next: writePlace(start) }
}

/** Whether it may be worth reading: how it stands exactly only its counts say. */
function mayBeWanted(batch: BatchGlance, { state, q }: Pick<BatchQuery, 'state' | 'q'>): boolean {
  if (q !== undefined && !isFoundBy(batch, q)) return false
  if (state === undefined) return true
  if (batch.phase !== 'running' && batch.phase !== 'canary') return batch.phase === state
  return state === 'finished' || (!batch.isFinished && (state === 'running' || state === 'scheduled'))
}

function isFoundBy({ id, name = '' }: BatchGlance, q: string): boolean {
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
