import { randomUUID } from 'node:crypto'
import {
  begin,
  type LedgerOptions,
  notePersons,
  observe,
  recordChunk,
  rowId,
  settle,
} from '@disparo/core/internal/ledger'
import type { Message } from '@disparo/core/internal/message'
import { openPersons } from '@disparo/core/internal/persons'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'

const CHUNK = 1_000
const FIRST_RECIPIENT = 551_130_000_000
const BATCH = randomUUID()

const ledgerOptions: LedgerOptions = { retentionMs: 31 * 86_400_000, outbox: false, findable: true }
/** Wide open, and forgotten within a second. */
const limit = { max: 1_000_000, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }
const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }
/** As long as real ones: a namespace of 36 characters, an element name of 20, a label of 16. */
const template = {
  namespace: '0b1e7a44_5c1f_4a3e_9d52_7f3c2b8e6a10',
  elementName: 'compra_aprovada_2026',
  externalLabel: 'campanha_inverno',
}

interface Ledger {
  readonly redis: Redis
  readonly keys: AccountKeys
}

/** A row of a batch, and the message in it. */
interface AcceptedRow {
  readonly batch: string
  readonly row: number
  readonly message: Message
  readonly ledgerOptions: LedgerOptions
}

/** Takes the messages of one batch from begin to accepted, each with an upstream id, through the worker's own scripts. */
export async function acceptMessages({ redis, keys }: Ledger, count: number): Promise<void> {
  const { retentionMs } = ledgerOptions
  const persons = openPersons({ redis, keys, retentionMs })
  const marks = await persons.marks()
  for (const rows of chunksOf(count)) {
    const chunk = { id: BATCH, lane: 'bulk', rejectedRows: 0, now: Date.now() } as const
    const noted = rows.map((row) => ({ row }))
    await recordChunk(redis, keys, { ...chunk, rows: noted, retentionMs: 2 * retentionMs })
    await notePersons(
      persons,
      rows.map((row) => ({ id: rowId(BATCH, row), to: recipientOf(row), template, delayMs: 0 })),
    )
    await Promise.all(
      rows.map((row) => {
        const message = { ...template, to: recipientOf(row) }
        const accepted = { batch: BATCH, row, message, ledgerOptions: { ...ledgerOptions, persons } }
        return acceptMessage({ redis, keys }, accepted)
      }),
    )
    // Recipients are remembered for ten minutes: at 500 messages a minute those of 5,000, whatever the ledger holds.
    await redis.unlink(rows.map((row) => `${keys.prefix}:to:${marks.of(recipientOf(row))}`))
  }
}

/** Takes one from begin to accepted; without an index of persons both steps are sent at once, in the order of the calls. */
export async function acceptMessage({ redis, keys }: Ledger, accepted: AcceptedRow): Promise<void> {
  const { batch, row, message, ledgerOptions } = accepted
  const attempt = { id: rowId(batch, row), token: `${row}`, batch, maxAttempts: 8, ledgerOptions }
  const terms = { lane: 'bulk', policy: 'verify', limit, attemptMs: 15_000, enqueuedAt: Date.now() } as const
  const begun = begin(redis, keys, { ...attempt, ...terms, message, row, fingerprint: 'Zm9yIGEga2V5' })
  const upstreamId = randomUUID()
  const gate = { kind: 'success' } as const
  const settlement = {
    status: 'accepted',
    upstreamId,
    countAttempt: 'always',
    exhausted: 'failed',
    gate,
  } as const
  const end = () => settle(redis, keys, { ...attempt, outage, settlement })
  // Sent one after the other on one connection: no need to wait in between, but where marks of persons are read first.
  const settled = ledgerOptions.persons ? begun.then(end) : end()
  const [{ kind }, { status }] = await Promise.all([begun, settled])
  if (kind !== 'go' || status !== 'accepted') throw new Error(`A message is ${status} after ${kind}`)
}

/** Lets a report show all of them as read, with every date that it has. */
export async function readMessages({ redis, keys }: Ledger, count: number): Promise<void> {
  for (const rows of chunksOf(count)) {
    const dispatchedAt = Math.floor(Date.now() / 1_000) * 1_000
    const dates = { dispatchedAt, sentAt: dispatchedAt + 1_000, receivedAt: dispatchedAt + 3_000 }
    const seen = { ...dates, readAt: dispatchedAt + 60_000, billable: true, origin: 'API' }
    const observations = rows.map((row) => ({ id: rowId(BATCH, row), ...seen }))
    const changed = await observe(redis, keys, { ledgerOptions, observations })
    if (changed !== rows.length)
      throw new Error(`${changed} of ${rows.length} messages were told something new`)
  }
}

function* chunksOf(count: number): Generator<number[]> {
  for (let first = 1; first <= count; first += CHUNK) {
    yield Array.from({ length: Math.min(CHUNK, count - first + 1) }, (_, index) => first + index)
  }
}

function recipientOf(row: number): string {
  return `${FIRST_RECIPIENT + row}`
}
