import type { Batch, BatchReceipt } from '@disparo/api'
import { describeCounts } from './describe-counts.js'
import type { FileFormat } from './import-format.js'
import type { ImportOptions } from './import-options.js'
import type { Speech, Words } from './words/index.js'

/** What became of the rows of an import, in one line; and what else it met. */
export function describeReceipt(
  receipt: BatchReceipt,
  options: Pick<ImportOptions, 'unique'>,
  words: Words,
): string[] {
  const { id, lane, rows, enqueued } = receipt
  const start = words.imports.enqueued(id, enqueued, rows, words.common.lanes[lane])
  return describeRows(start, receipt, options, words)
}

/** The same, after a start; `isChecked`: it would be so. */
export function describeRows(
  start: string,
  receipt: Omit<BatchReceipt, 'id' | 'links'> & { readonly isChecked?: boolean },
  { unique }: Pick<ImportOptions, 'unique'>,
  words: Words,
): string[] {
  const { imports } = words
  const { samePerson, withdrawn, suppressed, earlier, isChecked = false } = receipt
  const told = (['unchanged', 'repeated', 'duplicates', 'rejected'] as const).flatMap((kind) =>
    receipt[kind] > 0 ? [`, ${receipt[kind]} ${imports.counted[kind]}`] : [],
  )
  return [
    `${start}${told.join('')}.`,
    ...(samePerson > 0 ? [imports.samePerson(samePerson, unique !== undefined)] : []),
    ...(suppressed > 0 ? [imports.suppressed(suppressed)] : []),
    ...receipt.suspicions.map((suspicion) => describeSuspicion(suspicion, words)),
    ...(withdrawn > 0 ? [imports.withdrawn(withdrawn, isChecked)] : []),
    ...(earlier ? [imports.earlier(earlier)] : []),
  ]
}

export function describeSuspicion(
  { kind, count, rows, detail }: BatchReceipt['suspicions'][number],
  { imports }: Words,
): string {
  const what = `${imports.suspicions[kind]}${detail ? ` (${detail})` : ''}`
  return imports.suspicion(count, rows.join(', '), count > rows.length, what)
}

/** What a file was taken for where nobody said what it is. */
export function describeFormat({ guessed }: FileFormat, { imports }: Words): string[] {
  return guessed ? [imports.readAs(encodings[guessed])] : []
}

const encodings = { 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252' } as const

/** Where it has no row of its own, all are messages of others. */
export function describeNextSteps(
  receipt: BatchReceipt,
  state: Batch | undefined,
  { words, time }: Speech,
): string[] {
  const { imports, common } = words
  const { id, enqueued, unchanged, duplicates, estimatedDoneAt, hasWorker } = receipt
  if (enqueued + unchanged === 0 && duplicates > 0) return [imports.allKnown]
  const nothing = enqueued === 0 ? [imports.nothingNew] : []
  if (state) {
    const over = state.state === 'cancelled' ? [imports.cancelled] : []
    return [...nothing, ...over, ...describeCounts(state.counts, words)]
  }
  const done = estimatedDoneAt && enqueued > 0 ? [common.sentBy(time(estimatedDoneAt))] : []
  const alone = hasWorker === false ? [common.noWorker] : []
  return [...nothing, ...describeStop(receipt, words), ...done, ...alone, imports.follow(id)]
}

/** A batch that was stopped waits for somebody, whatever came into it. */
export function describeStop(
  { id, state }: Pick<BatchReceipt, 'state'> & { readonly id?: string | undefined },
  { imports, common }: Words,
): string[] {
  if (state === undefined || id === undefined) return []
  return [state === 'cancelled' ? imports.isCancelled : imports.isStopped(common.states[state], id)]
}
