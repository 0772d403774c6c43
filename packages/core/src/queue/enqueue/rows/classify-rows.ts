import { rowHashId } from '../../../ledger/index.js'
import { messageId } from '../../lanes/message-id.js'
import type { RowTally } from '../receipt.js'
import type { ClassifiedRow, KnownRows, ParsedRow } from './known-rows.js'
import type { RowHasher } from './row-hash.js'
import type { RowIndex } from './row-index.js'

export interface DeduplicationOptions {
  /** Leaves out rows for a person who has another one. */
  readonly unique?: 'to' | undefined
  /** What is not in this call is withdrawn: then only rows of this call make another one of a person superfluous. */
  readonly replace?: boolean | undefined
}

interface Hashed {
  readonly hash: Buffer
  /** It differs from a row before it in `sendAt` only. */
  readonly isAlike: boolean
}

interface RowClassifierDeps {
  readonly account: string
  readonly id: string
  readonly tally: RowTally
  readonly table: RowIndex
  readonly hasher: RowHasher
  /** Whether the message at a place was withdrawn. */
  readonly isWithdrawn: (place: number) => boolean
  readonly options: DeduplicationOptions
}

/** Tells the rows of a call from each other, and from those that the batch has. */
export function rowClassifier(deps: RowClassifierDeps): KnownRows['classify'] {
  const { account, id, tally, table, hasher, isWithdrawn, options } = deps
  /** By the hash of the first of them: the other moments of rows that are alike but for those, and how far they count. */
  const others = new Map<string, { readonly moments: Set<number>; nth: number }>()

  /** A message that was withdrawn stays so: its row is the next of its equals when it comes again. */
  const nextFree = (row: ParsedRow, from: number) => {
    for (let nth = from; ; nth += 1) {
      const hash = (nth === 1 && row.hash) || hasher.of(row.submission, nth)
      const at = table.find(hash)
      if (at === undefined || !isWithdrawn(table.placeOf(at))) return { hash, nth }
    }
  }

  /** The hash of a row, which tells it from those that differ in `sendAt` only; none where it came before in this call. */
  const hashOf = (row: ParsedRow, momentIn: (hash: Buffer) => number): Hashed | undefined => {
    const first = nextFree(row, 1)
    const [moment, known] = [momentOf(row), momentIn(first.hash)]
    if (known === 0) return { hash: first.hash, isAlike: false }
    if (known === moment) return undefined
    const name = first.hash.toString('latin1')
    const alike = others.get(name) ?? { moments: new Set(), nth: first.nth }
    others.set(name, alike)
    if (alike.moments.has(moment)) return undefined
    alike.moments.add(moment)
    const { hash, nth } = nextFree(row, alike.nth + 1)
    alike.nth = nth
    return { hash, isAlike: true }
  }

  return (rows) => {
    const fresh = new Map<string, number>()
    const momentIn = (hash: Buffer) => {
      const at = table.find(hash)
      return at === undefined ? (fresh.get(hash.toString('latin1')) ?? 0) : table.momentOf(at)
    }
    const classified: ClassifiedRow[] = []
    for (const row of inOrderOfTime(rows)) {
      const { key } = row.submission
      const hashed =
        key === undefined
          ? hashOf(row, momentIn)
          : { hash: row.hash ?? hasher.of(row.submission), isAlike: false }
      if (hashed === undefined) {
        tally.count('repeated', row)
        continue
      }
      const { hash, isAlike } = hashed
      const messageOf = key === undefined ? rowHashId(id, hash) : messageId(account, key)
      const common = { ...row, hash, id: messageOf }
      if (key !== undefined && momentIn(hash) !== 0) {
        classified.push({ ...common, state: 'again' })
        continue
      }
      const at = table.find(hash)
      if (at !== undefined) {
        table.see(at, momentOf(row))
        table.seePerson(hash)
        classified.push({ ...common, state: table.isNoted(at) ? 'noted' : 'doubtful' })
        continue
      }
      // What is going to be refused is no other row of its person.
      const isRefused = row.submission.refusedIfNew !== undefined
      if (!isRefused && table.hasPerson(hash, { inThisCall: options.replace ?? false })) {
        // Alike but for its time, it is no other content.
        if (!isAlike || options.unique === 'to') tally.count('samePerson', row)
        if (options.unique === 'to') continue
      }
      if (!isRefused) table.seePerson(hash)
      fresh.set(hash.toString('latin1'), momentOf(row))
      classified.push({ ...common, state: 'new' })
    }
    return classified.sort((one, other) => one.row - other.row)
  }
}

/** So that the n-th of rows that are alike but for `sendAt` is the same one whatever their order. */
function inOrderOfTime(rows: readonly ParsedRow[]): readonly ParsedRow[] {
  const first = rows[0]?.submission.sendAt
  if (rows.every(({ submission }) => submission.sendAt === first)) return rows
  return [...rows].sort((one, other) => (one.submission.sendAt ?? 0) - (other.submission.sendAt ?? 0))
}

/** Never 0; the same for moments 50 days apart, to the millisecond. */
export function momentOf({ submission: { sendAt } }: Pick<ParsedRow, 'submission'>): number {
  return sendAt === undefined ? 1 : (sendAt % 0xfffffffd) + 2
}
