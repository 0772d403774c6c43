import { freshBatch, type OpenBatch, rowHashId } from '../ledger/index.js'
import type { Lane, Message, MessageStatus } from '../message/index.js'
import {
  type Candidate,
  compareMessage,
  type ExistingMessage,
  type ImportEffects,
  KeyReusedError,
  messageId,
  type Submission,
} from '../queue/index.js'
import { noSeal } from '../seal/index.js'

/** What a fake has enqueued. */
export interface SentMessage {
  readonly id: string
  /** Country code and number, digits. */
  readonly to: string
  readonly lane: Lane
  /** As Hi Platform would be sent it (seed 001). */
  readonly message: Message
  readonly key?: string
  /** Of a batch: its id, and the row's number. */
  readonly batch?: string
  readonly row?: number
  readonly sendAt?: Date
  readonly expiresAt?: Date
  readonly status: MessageStatus
  readonly enqueuedAt: Date
}

interface Batch {
  readonly opened: OpenBatch
  readonly marks: Buffer[]
  /** The ids of its messages by their places. */
  readonly noted: Map<number, string>
  readonly withdrawn: Set<number>
  rejectedRows: number
  /** Its last input came to its end. */
  isFinished: boolean
}

/** What an account has been given, in memory: where a real one keeps it in Redis. */
export class Recorder {
  readonly #account: string
  #sent = new Map<string, SentMessage>()
  #existing = new Map<string, ExistingMessage>()
  #batches = new Map<string, Batch>()
  /** The batches that inputs became, by the names of these. */
  #imports = new Map<string, string>()

  constructor(account: string) {
    this.#account = account
  }

  get sent(): readonly SentMessage[] {
    return [...this.#sent.values()]
  }

  find(id: string): SentMessage | undefined {
    return this.#sent.get(id)
  }

  clear(): void {
    for (const all of [this.#sent, this.#existing, this.#batches, this.#imports]) all.clear()
  }

  /** @throws Error where nothing of this id was sent */
  become(id: string, status: MessageStatus): void {
    const message = this.#sent.get(id)
    if (!message) throw new Error(`fakeDisparo has sent no message ${id}`)
    this.#sent.set(id, { ...message, status })
  }

  /** What is done to it leaves the first one as it is. */
  copy(): Recorder {
    const copy = new Recorder(this.#account)
    copy.#sent = new Map(this.#sent)
    copy.#existing = new Map(this.#existing)
    copy.#imports = new Map(this.#imports)
    copy.#batches = new Map(
      [...this.#batches].map(([id, { marks, noted, withdrawn, ...others }]) => [
        id,
        { ...others, marks: [...marks], noted: new Map(noted), withdrawn: new Set(withdrawn) },
      ]),
    )
    return copy
  }

  /** @throws KeyReusedError */
  add(submission: Submission): { readonly id: string; readonly created: boolean; readonly lane: Lane } {
    const id = messageId(this.#account, submission.key)
    const known = this.#existing.get(id)
    const prints = noSeal.fingerprints(submission.text)
    if (known && compareMessage(known, prints) === 'different') throw new KeyReusedError(id)
    if (known) return { id, created: false, lane: known.lane }
    this.#record(id, submission, {})
    return { id, created: true, lane: submission.lane }
  }

  /** What enqueueing a batch asks and changes. */
  effects(): ImportEffects {
    const find = async (ids: readonly string[]) => ids.map((id) => this.#existing.get(id))
    const batch = (id: string) => this.#batches.get(id) as Batch
    return {
      ask: (operation) => operation(),
      refuseOverQuota: async () => {},
      previousImport: async (name) => {
        const id = this.#imports.get(name)
        if (id === undefined) return undefined
        const { rejectedRows, isFinished } = batch(id)
        return { id, rejectedRows, unfinished: !isFinished }
      },
      open: async (input) => this.#open(input),
      places: async (id, which) => bitmapOf(which === 'noted' ? batch(id).noted.keys() : batch(id).withdrawn),
      marks: async ({ id, after, limit }) => batch(id).marks.slice(after, after + limit),
      recordImport: async ({ name, id }) => {
        this.#imports.set(name, id)
      },
      ...{ claim: find, find, release: async () => {} },
      take: async (wanted) => ({ granted: wanted }),
      reserve: async ({ id, marks }) => {
        batch(id).marks.push(...marks)
        return true
      },
      add: async (id, _lane, added) => {
        for (const candidate of added) this.#addRow(id, candidate)
      },
      lookUp: async () => [],
      recordRejected: async () => {},
      recordChunk: async ({ id, rows, rejectedRows }) => {
        const { marks, noted } = batch(id)
        for (const { row: place, messageId: own } of rows) {
          const mark = marks[place - 1]
          noted.set(place, own ?? (mark ? rowHashId(id, mark) : ''))
        }
        batch(id).rejectedRows = rejectedRows
        return 'running'
      },
      withdraw: async ({ id, places }) => places.filter((place) => this.#withdraw(batch(id), place)).length,
      finish: async (id) => {
        batch(id).isFinished = true
      },
    }
  }

  #open(input: Parameters<ImportEffects['open']>[0]): OpenBatch | undefined {
    const known = this.#batches.get(input.id)
    if (known) {
      known.isFinished = false
      return { ...known.opened, known: true, hashedRows: known.marks.length, reservedAt: Date.now() }
    }
    if (input.mustBeKnown) return undefined
    const opened = freshBatch(input)
    this.#batches.set(input.id, {
      ...{ opened, marks: [], noted: new Map(), withdrawn: new Set() },
      ...{ rejectedRows: 0, isFinished: false },
    })
    return opened
  }

  /** Cancels what stands at a place, where it has not begun. */
  #withdraw({ noted, withdrawn }: Batch, place: number): boolean {
    const id = noted.get(place) ?? ''
    if (this.#sent.get(id)?.status !== 'enqueued') return false
    this.become(id, 'cancelled')
    withdrawn.add(place)
    return true
  }

  #addRow(batch: string, { row: { id, row, submission }, job }: Candidate): void {
    // As a lane: an id that is there stays as it is.
    if (this.#existing.has(id)) return
    this.#record(id, submission, { batch, row })
    const [fingerprint] = job.prints
    this.#existing.set(id, { lane: submission.lane, batch, row, fingerprint })
  }

  #record(
    id: string,
    submission: Submission,
    place: { readonly batch?: string; readonly row?: number },
  ): void {
    const { to, lane, key, sendAt, expiresAt, text, extras } = submission
    this.#existing.set(id, { lane, fingerprint: noSeal.fingerprints(text)[0] })
    this.#sent.set(id, {
      ...{ id, to, lane, message: { ...JSON.parse(text), ...extras }, ...place },
      ...(key !== undefined && { key }),
      ...(sendAt !== undefined && { sendAt: new Date(sendAt) }),
      ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt) }),
      ...{ status: 'enqueued', enqueuedAt: new Date() },
    })
  }
}

/** As Redis keeps them: the first place is bit 0 of no row, which none has. */
function bitmapOf(places: Iterable<number>): Buffer {
  const all = [...places]
  const bitmap = Buffer.alloc((Math.max(0, ...all) >> 3) + 1)
  for (const place of all) bitmap[place >> 3] = (bitmap[place >> 3] ?? 0) | (0x80 >> (place & 7))
  return bitmap
}
