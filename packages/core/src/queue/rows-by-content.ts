import { markedId, type OpenBatch, readMarks, reserveRows } from '../ledger/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'
import { MarkTable } from './mark-table.js'
import { messageId } from './message-id.js'
import type { RowTally } from './receipt.js'
import { type RowMarks, rowMarks } from './row-marks.js'
import type { KnownRows, TakenRow, ToldRow } from './taken-row.js'

const marksPerRead = 10_000

export interface ContentOptions {
  /** Leaves out rows for a person who has another one. */
  readonly unique?: 'to' | undefined
  /** What is not in this call is withdrawn: then only rows of this call make another one of a person superfluous. */
  readonly replace?: boolean | undefined
}

interface ContentTerms {
  /** The batch's bitmap of places. */
  readonly noted: Buffer
  readonly options: ContentOptions
  /** How long the ledger keeps a message, ms. */
  readonly retentionMs: number
}

export interface ContentDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: string
  /** The batch. */
  readonly id: string
  readonly tally: RowTally
}

/**
 * Rows that are known by what they say: person, everything that is sent, and `sendAt`; or by their own key alone. Reads the
 * batch's marks once, and from then on only those that others reserve meanwhile.
 */
export async function rowsByContent(
  deps: ContentDeps,
  { secret, marks: length, reservedAt }: OpenBatch & { readonly secret: Buffer },
  { noted, options, retentionMs }: ContentTerms,
): Promise<KnownRows> {
  const { redis, keys, id, account, tally } = deps
  const marks = rowMarks(secret)
  const table = new MarkTable()
  const isNoted = (place: number) => ((noted[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0
  const load = async (until: number) => {
    while (table.size < until) {
      const limit = Math.min(marksPerRead, until - table.size)
      const read = await readMarks(redis, keys, { id, after: table.size, limit })
      if (read.length === 0) break
      for (const mark of read) {
        const row = table.add(mark)
        if (isNoted(table.placeOf(row))) table.note(row)
      }
    }
  }
  await load(length)
  const before = table.size
  // A row that was reserved and not noted is in its lane or in the ledger, or it was never enqueued, for it was interrupted.
  // Later nobody can tell any more.
  if (Date.now() - reservedAt > retentionMs) table.noteAll()
  const tell = teller({ account, id, tally, table, marks, options })

  return {
    markOf: (submission) => marks.of(submission),
    tell,
    reserve: async (rows) => {
      let told = [...rows]
      for (;;) {
        const fresh = told.filter(({ standing }) => standing === 'new')
        const own = fresh.flatMap(({ mark }) => mark ?? [])
        if (own.length === 0) return told
        if (await reserveRows(redis, keys, { id, known: table.size, marks: own })) {
          for (const row of fresh) if (row.mark) table.see(table.add(row.mark), momentOf(row))
          return told
        }
        await load(Number.POSITIVE_INFINITY)
        told = told.map((row) => (isReserved(table, row) ? { ...row, standing: 'doubtful' } : row))
      }
    },
    placeOf: ({ mark }) => {
      const row = mark && table.find(mark)
      if (row === undefined) throw new TypeError('A row has no place before it is reserved')
      return table.placeOf(row)
    },
    unseen: () => table.unseen(before),
  }
}

/** Somebody else has reserved it meanwhile. */
function isReserved(table: MarkTable, { standing, mark, ...row }: ToldRow): boolean {
  const at = standing === 'new' && mark ? table.find(mark) : undefined
  if (at !== undefined) table.see(at, momentOf(row))
  return at !== undefined
}

interface Marked {
  readonly mark: Buffer
  /** It differs from a row before it in `sendAt` only. */
  readonly isAlike: boolean
}

interface TellerDeps {
  readonly account: string
  readonly id: string
  readonly tally: RowTally
  readonly table: MarkTable
  readonly marks: RowMarks
  readonly options: ContentOptions
}

function teller({ account, id, tally, table, marks, options }: TellerDeps): KnownRows['tell'] {
  /** By the mark of the first of them: the other moments of rows that are alike but for those. */
  const otherMoments = new Map<string, Set<number>>()

  /** The mark of a row, told from those that differ in `sendAt` only; none where it came before in this call. */
  const markOf = (row: TakenRow, momentIn: (mark: Buffer) => number): Marked | undefined => {
    const first = row.mark ?? marks.of(row.submission)
    const [moment, known] = [momentOf(row), momentIn(first)]
    if (known === 0) return { mark: first, isAlike: false }
    if (known === moment) return undefined
    const name = first.toString('latin1')
    const others = otherMoments.get(name) ?? new Set()
    if (others.has(moment)) return undefined
    otherMoments.set(name, others.add(moment))
    return { mark: marks.of(row.submission, others.size + 1), isAlike: true }
  }

  return (rows) => {
    const fresh = new Map<string, number>()
    const momentIn = (mark: Buffer) => {
      const at = table.find(mark)
      return at === undefined ? (fresh.get(mark.toString('latin1')) ?? 0) : table.momentOf(at)
    }
    const told: ToldRow[] = []
    for (const row of inOrderOfTime(rows)) {
      const { key } = row.submission
      const marked =
        key === undefined
          ? markOf(row, momentIn)
          : { mark: row.mark ?? marks.of(row.submission), isAlike: false }
      if (marked === undefined) {
        tally.counts.repeated += 1
        continue
      }
      const { mark, isAlike } = marked
      const messageOf = key === undefined ? markedId(id, mark) : messageId(account, key)
      const common = { ...row, mark, id: messageOf }
      if (key !== undefined && momentIn(mark) !== 0) {
        told.push({ ...common, standing: 'again' })
        continue
      }
      const at = table.find(mark)
      if (at !== undefined) {
        table.see(at, momentOf(row))
        table.seePerson(mark)
        told.push({ ...common, standing: table.isNoted(at) ? 'noted' : 'doubtful' })
        continue
      }
      if (table.hasPerson(mark, { inThisCall: options.replace ?? false })) {
        // Alike but for its time, it is no other content.
        if (!isAlike || options.unique === 'to') tally.counts.samePerson += 1
        if (options.unique === 'to') continue
      }
      table.seePerson(mark)
      fresh.set(mark.toString('latin1'), momentOf(row))
      told.push({ ...common, standing: 'new' })
    }
    return told.sort((one, other) => one.row - other.row)
  }
}

/** So that the n-th of rows that are alike but for `sendAt` is the same one whatever their order. */
function inOrderOfTime(rows: readonly TakenRow[]): readonly TakenRow[] {
  const first = rows[0]?.submission.sendAt
  if (rows.every(({ submission }) => submission.sendAt === first)) return rows
  return [...rows].sort((one, other) => (one.submission.sendAt ?? 0) - (other.submission.sendAt ?? 0))
}

/** Never 0; the same for moments 50 days apart, to the millisecond. */
function momentOf({ submission: { sendAt } }: Pick<TakenRow, 'submission'>): number {
  return sendAt === undefined ? 1 : (sendAt % 0xfffffffd) + 2
}
