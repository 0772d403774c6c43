import type { FieldProblem } from '../../../message/index.js'
import type { Seal } from '../../../seal/index.js'
import { compareMessage, type ExistingMessage } from '../find-existing.js'
import { type NewJob, newJob } from '../new-job.js'
import type { ExceededQuota } from '../quota.js'
import type { RowTally } from '../receipt.js'
import type { ImportEffects } from './import-effects.js'
import type { ClassifiedRow, KnownRows } from './known-rows.js'

interface AddDeps {
  readonly effects: ImportEffects
  readonly seal?: Seal | undefined
}

const keyTaken: FieldProblem = {
  path: 'key',
  message: 'belongs to a different message, which was enqueued before: give each message a key of its own',
  code: 'key-taken',
}

const keyUnreadable: FieldProblem = {
  path: 'key',
  message:
    'belongs to a message that is sealed with a data key that is not here, so that nobody can tell whether it is this one: put that key into DISPARO_DATA_KEY, and repeat the row',
  code: 'key-unreadable',
}

interface Added {
  /** Messages of the batch that are not noted down yet. */
  readonly toRecord: readonly ClassifiedRow[]
  /** A quota has kept out the last of the rows that are new: nothing is known of them afterwards. */
  readonly exceeded?: ExceededQuota | undefined
}

/**
 * Adds the jobs of rows that are not there yet, and counts all rows that are let in.
 * @param batch.id the batch's
 */
export async function addRows(
  deps: AddDeps,
  told: readonly ClassifiedRow[],
  { id, known, tally }: { readonly id: string; readonly known: KnownRows; readonly tally: RowTally },
): Promise<Added> {
  const open = told.filter((row) => !isSettled(row))
  for (const row of told) {
    if (!isSettled(row)) continue
    tally.count('unchanged', row)
    noteDue(tally, row)
  }
  const before = await look(deps, open.filter(isLookedUp))
  const isNew = (row: ClassifiedRow) =>
    !before.has(row.id) && (row.state === 'new' || row.state === 'doubtful')
  const refused = new Set(open.filter((row) => row.submission.refusedIfNew && isNew(row)))
  for (const row of refused) tally.reject(row, row.submission.refusedIfNew ?? [])
  const { letIn, met } = await admit(
    deps,
    open.filter((row) => !refused.has(row)),
    isNew,
  )
  const elsewhere = (row: ClassifiedRow) => {
    const owner = row.state === 'new' ? before.get(row.id) : undefined
    return owner !== undefined && owner.batch !== id
  }
  const reserved = await known.reserve(letIn.filter((row) => !elsewhere(row)))
  const candidates = [...letIn.filter(elsewhere), ...reserved].map((row) => ({
    row,
    job: jobOf(deps, id, row),
  }))
  const added = candidates.filter(({ row }) => isNew(row))
  const lane = added[0]?.row.submission.lane
  // What has begun counts for its person's cap.
  const refusals = await deps.effects.lookUp(added.map(({ row }) => row.submission))
  const refusalOf = new Map(added.map(({ row }, index) => [row, refusals[index]]))
  if (lane) await deps.effects.add(id, lane, added)
  await deps.effects.release(keyedIds(open))

  const looked = candidates.filter(({ row }) => isLookedUp(row)).map(({ row }) => row.id)
  const found = await deps.effects.find(looked)
  const after = new Map(looked.map((each, index) => [each, found[index]]))
  const ours = candidates.flatMap((candidate) => {
    const { row } = candidate
    const owner = after.get(row.id)
    const likeness = owner && compareMessage(owner, candidate.job.prints, deps.seal)
    if (likeness === 'different' || likeness === 'unreadable') {
      tally.reject(row, [likeness === 'different' ? keyTaken : keyUnreadable])
      return []
    }
    const became = judge(row, { id, owner, wasThere: before.has(row.id) })
    if (became === 'enqueued') tally.counts.enqueued += 1
    else tally.count(became, row)
    const refusal = became === 'enqueued' ? refusalOf.get(row) : undefined
    if (refusal && 'suppressed' in refusal) tally.suppress(row, refusal.suppressed)
    const { sendAt, delayMs } = row.submission
    if (became === 'enqueued' && sendAt !== undefined && delayMs === 0) tally.suspicions.add('past', row)
    const cappedUntil = refusal && 'cappedUntil' in refusal ? refusal.cappedUntil : 0
    if (became === 'enqueued' || became === 'unchanged') noteDue(tally, row, cappedUntil)
    return became === 'enqueued' || (became === 'unchanged' && row.state !== 'noted') ? [row] : []
  })
  return { toRecord: ours, exceeded: met }
}

function noteDue(
  tally: RowTally,
  { submission: { sendAt, opensAt, delayMs } }: ClassifiedRow,
  cappedUntil = 0,
): void {
  const at = Math.max(opensAt ?? sendAt ?? 0, cappedUntil)
  tally.cappedUntil = Math.max(tally.cappedUntil, cappedUntil)
  if (at > Date.now()) {
    tally.due.add(at)
    if (delayMs === 0) tally.held += 1
  }
  if (opensAt !== undefined && opensAt > Math.max(Date.now(), sendAt ?? 0)) tally.waitForHours(opensAt)
  tally.keepsHours ||= opensAt !== undefined
}

/** Only what is new asks for room. Rows that are kept out are not reserved, so that they are new when they come again. */
async function admit(
  { effects }: AddDeps,
  rows: readonly ClassifiedRow[],
  isNew: (row: ClassifiedRow) => boolean,
): Promise<{ readonly letIn: readonly ClassifiedRow[]; readonly met?: ExceededQuota | undefined }> {
  const fresh = rows.filter(isNew)
  const grant = await effects.take(fresh.length)
  if (grant.exceeded === undefined) return { letIn: rows }
  const keptOut = new Set(fresh.slice(grant.granted))
  return { letIn: rows.filter((row) => !keptOut.has(row)), met: grant.exceeded }
}

/** What is noted is known for good. Only a key, or a place, may have come with another message this time. */
function isSettled({ state, hash, submission }: ClassifiedRow): boolean {
  return state === 'noted' && hash !== undefined && submission.key === undefined
}

function isLookedUp({ state, submission }: ClassifiedRow): boolean {
  return state !== 'new' || submission.key !== undefined
}

function judge(
  row: ClassifiedRow,
  {
    id,
    owner,
    wasThere,
  }: { readonly id: string; readonly owner: ExistingMessage | undefined; readonly wasThere: boolean },
): 'enqueued' | 'unchanged' | 'duplicates' {
  if (row.state === 'again') return 'duplicates'
  if (row.state === 'noted') return 'unchanged'
  if (owner && owner.batch !== id) return 'duplicates'
  if (owner && row.hash === undefined && owner.row !== row.row) return 'duplicates'
  return wasThere ? 'unchanged' : 'enqueued'
}

/** Those that are there already, by their ids. No other lane enqueues the others meanwhile. */
async function look(
  deps: AddDeps,
  rows: readonly ClassifiedRow[],
): Promise<ReadonlyMap<string, ExistingMessage>> {
  const keyed = keyedIds(rows)
  const others = rows.filter(({ submission }) => submission.key === undefined).map((row) => row.id)
  const lane = rows[0]?.submission.lane ?? 'bulk'
  const [ofKeyed, ofOthers] = [await deps.effects.claim(keyed, lane), await deps.effects.find(others)]
  const found = new Map<string, ExistingMessage>()
  const note = (ids: readonly string[], known: readonly (ExistingMessage | undefined)[]) =>
    ids.forEach((each, index) => {
      const owner = known[index]
      if (owner) found.set(each, owner)
    })
  note(keyed, ofKeyed)
  note(others, ofOthers)
  return found
}

function keyedIds(rows: readonly ClassifiedRow[]): string[] {
  return rows.filter(({ submission }) => submission.key !== undefined).map((row) => row.id)
}

/** Only what may come with another message under the same id needs to be told from that. */
function jobOf(deps: AddDeps, batch: string, row: ClassifiedRow): NewJob {
  const repeatable = row.hash === undefined || row.submission.key !== undefined
  return newJob(row.submission, { id: row.id, batch, row: row.row, repeatable }, deps.seal)
}
