import {
  beginAll,
  finishBatch,
  notePersons,
  observe,
  openBatch,
  recordChunk,
  rowId,
  setBatchPhase,
  settleAll,
} from '@disparo/core/internal/ledger'
import type { Persons } from '@disparo/core/internal/persons'
import { batchId } from '@disparo/core/internal/queue'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import { mapConcurrent } from '../../stack/map-concurrent.js'
import type { Sizes } from '../sizes.js'

const CHUNK = 500
const AT_ONCE = 3
const DAY_MS = 86_400_000
export const RETENTION_MS = 31 * DAY_MS
/** A person has ten messages, over as many campaigns. */
const MESSAGES_PER_PERSON = 10
const FIRST_RECIPIENT = 551_130_000_000
const FAILURES = ['131026', '131047', '132001', 'http-400'] as const
const template = { namespace: '0b1e7a44_5c1f_4a3e_9d52_7f3c2b8e6a10', elementName: 'compra_aprovada_2026' }
const ledgerOptions = { retentionMs: RETENTION_MS, outbox: false }
const terms = {
  ...({ lane: 'bulk', policy: 'verify' } as const),
  ...{ maxAttempts: 8, attemptMs: 15_000 },
  /** Wide open, and forgotten within a second. */
  limit: { max: 1_000_000, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
  outage: { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 },
}

export interface Ledger {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly persons: Persons
  readonly account: string
}

/** A batch to be filled: which of all it is, how many rows it has, and how many messages are in those before it. */
interface BatchToFill {
  readonly number: number
  readonly rows: number
  readonly before: number
}

/**
 * Takes every message of every batch from the index of persons to read, or to rejected (one in twenty), with the scripts that producers
 * and workers use. The first batch is the one that is exported.
 */
export async function fillBatches(ledger: Ledger, sizes: Sizes['campaigns']): Promise<void> {
  const others = Math.floor((sizes.messages - sizes.exported) / (sizes.batches - 1))
  const batches = Array.from({ length: sizes.batches }, (_, index): BatchToFill => {
    const number = index + 1
    if (number === 1) return { number, rows: sizes.exported, before: 0 }
    return { number, rows: others, before: sizes.exported + (index - 1) * others }
  })
  const people = peopleOf(sizes)
  await mapConcurrent(AT_ONCE, batches, (batch) => fillBatch(ledger, batch, people))
}

/** The id of the batch of that number, from 1. */
export function batchOf(account: string, number: number): string {
  return batchId(account, `campaign ${number}`)
}

/** Any of the persons that there are, by a number from 0. */
export function personOf(sizes: Sizes['campaigns'], number: number): string {
  return `${FIRST_RECIPIENT + (number % peopleOf(sizes))}`
}

function peopleOf({ messages }: Sizes['campaigns']): number {
  return Math.ceil(messages / MESSAGES_PER_PERSON)
}

async function fillBatch(ledger: Ledger, batch: BatchToFill, people: number): Promise<void> {
  const { redis, keys, account } = ledger
  const { number, rows } = batch
  const id = batchOf(account, number)
  const name = number % 10 === 0 ? `Promoção de Natal ${number}` : `Campanha ${number}.csv`
  const retentionMs = 2 * RETENTION_MS
  const origin = { name, createdBy: 'maria', source: 'csv' } as const
  const opened = { id, lane: 'bulk', rowsBy: 'place', retentionMs, mustBeKnown: false, origin } as const
  await openBatch(redis, keys, opened)
  for (let first = 1; first <= rows; first += CHUNK) {
    const places = Array.from({ length: Math.min(CHUNK, rows - first + 1) }, (_, index) => first + index)
    await fillChunk(ledger, { id, places, recipient: (row) => recipientAt(batch.before + row - 1, people) })
  }
  await finishBatch(redis, keys, id)
  const to = number % 997 === 0 ? 'cancelled' : number % 100 === 0 ? 'paused' : undefined
  if (to) await setBatchPhase(redis, keys, { id, to, retentionMs, by: 'maria' })
}

async function fillChunk(
  { redis, keys, persons }: Ledger,
  chunk: {
    readonly id: string
    readonly places: readonly number[]
    readonly recipient: (row: number) => string
  },
): Promise<void> {
  const { id, places, recipient } = chunk
  const now = Date.now()
  const messages = places.map((row) => ({ row, id: rowId(id, row), to: recipient(row) }))
  await notePersons(
    persons,
    messages.map((message) => ({ ...message, template, delayMs: 0 })),
  )
  const rows = places.map((row) => ({ row, template }))
  const noted = { id, lane: 'bulk', rows, rejectedRows: 0, now, retentionMs: 2 * RETENTION_MS } as const
  await recordChunk(redis, keys, noted)
  const books = { ...terms, ledgerOptions: { ...ledgerOptions, persons } }
  const attempts = messages.map((message) => ({ ...message, token: `${message.row}`, batch: id }))
  const begun = await beginAll(
    ...([redis, keys, books] as const),
    attempts.map(({ to, ...attempt }) => ({ ...attempt, message: { ...template, to }, enqueuedAt: now })),
  )
  const faulty = begun.find((answer) => answer instanceof Error || answer.kind !== 'go')
  if (faulty) throw new Error('A message did not begin', { cause: faulty })
  await settleAll(
    ...([redis, keys, books] as const),
    attempts.map((attempt) => ({ ...attempt, settlement: settlementOf(attempt) })),
  )
  const [dispatchedAt, minute] = [Math.floor(now / 1_000) * 1_000, 60_000]
  const seen = { dispatchedAt, sentAt: now, receivedAt: now + 2_000, readAt: now + minute, origin: 'API' }
  const observations = messages.flatMap((message) => (reasonOf(message) ? [] : [{ id: message.id, ...seen }]))
  await observe(redis, keys, { ledgerOptions: books.ledgerOptions, observations })
}

function settlementOf(message: { readonly id: string; readonly row: number }) {
  const reason = reasonOf(message)
  const outcome = reason
    ? ({ status: 'rejected', reason, detail: `${reason}: refused` } as const)
    : ({ status: 'accepted', upstreamId: crypto.randomUUID() } as const)
  return { ...outcome, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } } as const
}

function reasonOf({ row }: { readonly row: number }): string | undefined {
  return row % 20 === 0 ? FAILURES[(row / 20) % FAILURES.length] : undefined
}

function recipientAt(index: number, people: number): string {
  return `${FIRST_RECIPIENT + (index % people)}`
}
