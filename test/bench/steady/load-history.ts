import { randomUUID } from 'node:crypto'
import {
  type LedgerOptions,
  markScanned,
  observe,
  recordChunk,
  rowId,
  sliceMs,
} from '@disparo/core/internal/ledger'
import { type AccountKeys, accountKeys, openRedis, type Redis } from '@disparo/core/internal/redis'
import { sampleMessage } from '../sample-messages.js'
import { acceptMessage } from '../tracked-messages.js'
import { recordOtherSlices } from './other-slices.js'
import { type PastClock, usePastClock } from './past-clock.js'
import { type History, lastLook, stretches } from './past-looks.js'
import { receiptDates, shownAt } from './receipt-dates.js'
import { pastMoments } from './timeline.js'

const CHUNK = 1_000
const ledgerOptions: LedgerOptions = { retentionMs: 31 * 86_400_000, outbox: false }

/**
 * Writes what an account has sent before, by the worker's own scripts with a clock of the past: messages where scans will look
 * in the next minutes (`stretches`), each as far as the last scan of its time has seen it, and elsewhere the slices only.
 */
export async function loadHistory(url: string, account: string, history: History): Promise<void> {
  const redis = openRedis(url, 'worker')
  const keys = accountKeys(account)
  const { firstFrom } = pastMoments(history)
  try {
    const setClock = usePastClock(redis, keys)
    for (const { from, until } of stretches(history)) {
      const [first, end] = [firstFrom(from), firstFrom(until)]
      const batch = { id: randomUUID(), first }
      for (let next = first; next < end; next += CHUNK) {
        const indexes = Array.from({ length: Math.min(CHUNK, end - next) }, (_, n) => next + n)
        await writeMessages({ redis, keys, setClock }, history, { batch, indexes })
      }
    }
    await recordOtherSlices({ redis, keys }, history)
    await redis.del(keys.permits)
  } finally {
    redis.disconnect()
  }
}

interface Ledger {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly setClock: PastClock
}

async function writeMessages(
  { redis, keys, setClock }: Ledger,
  history: History,
  {
    batch,
    indexes,
  }: { readonly batch: { readonly id: string; readonly first: number }; readonly indexes: readonly number[] },
): Promise<void> {
  const { atOf } = pastMoments(history)
  const [earliest = 0] = indexes
  const rowOf = (index: number) => index - batch.first + 1
  const chunk = { id: batch.id, lane: 'bulk', rejectedRows: 0, now: atOf(earliest) } as const
  setClock(chunk.now)
  const rows = indexes.map((index) => ({ row: rowOf(index) }))
  await recordChunk(redis, keys, { ...chunk, rows, retentionMs: 2 * ledgerOptions.retentionMs })
  await Promise.all(
    indexes.map((index) => {
      setClock(atOf(index))
      const accepted = { batch: batch.id, row: rowOf(index), message: sampleMessage(index), ledgerOptions }
      return acceptMessage({ redis, keys }, accepted)
    }),
  )
  const looks = new Map<number, number>()
  const observations = indexes.map((index) => {
    const at = atOf(index)
    const slice = Math.floor(at / sliceMs)
    const look = lastLook(slice, history)
    looks.set(slice, look)
    const shown = shownAt(receiptDates({ index, at }), look)
    return {
      id: rowId(batch.id, rowOf(index)),
      ...shown,
      dispatchedAt: shown.sentAt,
      billable: true,
      origin: 'API',
    }
  })
  await observe(redis, keys, { ledgerOptions, observations })
  await markScanned(
    redis,
    keys,
    [...looks].map(([n, scannedAt]) => ({ n, length: 1, scannedAt })),
  )
}
