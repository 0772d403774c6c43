import type { OpenBatch } from '../../../ledger/index.js'
import type { RowTally } from '../receipt.js'
import { type DeduplicationOptions, momentOf, rowClassifier } from './classify-rows.js'
import type { ImportEffects } from './import-effects.js'
import type { ClassifiedRow, KnownRows } from './known-rows.js'
import { rowHasher } from './row-hash.js'
import { RowIndex } from './row-index.js'

const marksPerRead = 10_000

interface ContentTerms {
  /** The batch's bitmap of places. */
  readonly noted: Buffer
  /** That of places whose message was withdrawn. */
  readonly withdrawn: Buffer
  readonly options: DeduplicationOptions
  /** How long the ledger keeps a message, ms. */
  readonly retentionMs: number
}

interface ContentDeps {
  readonly account: string
  /** The batch. */
  readonly id: string
  readonly tally: RowTally
  readonly effects: Pick<ImportEffects, 'marks' | 'reserve'>
}

/**
 * Rows that are known by what they say: person, everything that is sent, and `sendAt`; or by their own key alone. Reads the
 * batch's row hashes once, and from then on only those that others reserve meanwhile.
 */
export async function rowsByContent(
  deps: ContentDeps,
  { secret, hashedRows: length, reservedAt }: OpenBatch & { readonly secret: Buffer },
  { noted, withdrawn, options, retentionMs }: ContentTerms,
): Promise<KnownRows> {
  const { id, account, tally, effects } = deps
  const hasher = rowHasher(secret)
  const table = new RowIndex()
  const isWithdrawn = (place: number) => hasBit(withdrawn, place)
  const load = async (until: number) => {
    while (table.size < until) {
      const limit = Math.min(marksPerRead, until - table.size)
      const read = await effects.marks({ id, after: table.size, limit })
      if (read.length === 0) break
      for (const mark of read) {
        const place = table.size + 1
        const row = table.add(mark, { isWithdrawn: isWithdrawn(place) })
        if (hasBit(noted, place)) table.note(row)
      }
    }
  }
  await load(length)
  const before = table.size
  // A row that was reserved and not noted is in its lane or in the ledger, or it was never enqueued, for it was interrupted.
  // Later nobody can tell any more.
  if (Date.now() - reservedAt > retentionMs) table.noteAll()
  const tell = rowClassifier({ account, id, tally, table, hasher, isWithdrawn, options })

  return {
    hashOf: (submission) => hasher.of(submission),
    classify: tell,
    reserve: async (rows) => {
      let told = [...rows]
      for (;;) {
        const fresh = told.filter(({ state: standing }) => standing === 'new')
        const own = fresh.flatMap(({ hash: mark }) => mark ?? [])
        if (own.length === 0) return told
        if (await effects.reserve({ id, known: table.size, marks: own })) {
          for (const row of fresh) if (row.hash) table.see(table.add(row.hash), momentOf(row))
          return told
        }
        await load(Number.POSITIVE_INFINITY)
        told = told.map((row) => (isReserved(table, row) ? { ...row, state: 'doubtful' } : row))
      }
    },
    placeOf: ({ hash: mark }) => {
      const row = mark && table.find(mark)
      if (row === undefined) throw new TypeError('A row has no place before it is reserved')
      return table.placeOf(row)
    },
    placesNotSeen: () => table.unseen(before).filter((place) => !isWithdrawn(place)),
  }
}

/** Somebody else has reserved it meanwhile. */
function isReserved(table: RowIndex, { state, hash, ...row }: ClassifiedRow): boolean {
  const at = state === 'new' && hash ? table.find(hash) : undefined
  if (at !== undefined) table.see(at, momentOf(row))
  return at !== undefined
}

function hasBit(bitmap: Buffer, place: number): boolean {
  return ((bitmap[place >> 3] ?? 0) & (0x80 >> (place & 7))) !== 0
}
