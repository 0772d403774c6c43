import type { Batch, BatchReceipt } from '@disparo/api'
import { describeCounts } from './describe-counts.js'
import type { FileFormat } from './import-format.js'
import type { ImportOptions } from './import-options.js'
import { noWorker } from './no-worker.js'
import { pluralize } from './pluralize.js'

/** What became of the rows of an import, in one line; and what else it met. */
export function describeReceipt(receipt: BatchReceipt, options: Pick<ImportOptions, 'unique'>): string[] {
  const { id, lane, rows, enqueued } = receipt
  const start = `Batch ${id}: ${enqueued} of ${pluralize(rows, 'row')} enqueued in the ${lane} lane`
  return describeRows(start, receipt, options)
}

/** The same, after a start; `isChecked`: it would be so. */
export function describeRows(
  start: string,
  receipt: Omit<BatchReceipt, 'id' | 'links'> & { readonly isChecked?: boolean },
  { unique }: Pick<ImportOptions, 'unique'>,
): string[] {
  const {
    unchanged,
    repeated,
    duplicates,
    rejected,
    samePerson,
    withdrawn,
    suppressed,
    isChecked = false,
  } = receipt
  const told = [
    [unchanged, 'unchanged'],
    [repeated, 'repeated'],
    [duplicates, 'known already'],
    [rejected, 'bad'],
  ] as const
  const others = told.filter(([number]) => number > 0).map(([number, what]) => `, ${number} ${what}`)
  const left = unique === undefined ? '' : ', left out'
  const cancelled = isChecked ? 'Would be cancelled' : 'Cancelled'
  return [
    `${start}${others.join('')}.`,
    ...(samePerson > 0 ? [`Rows for a person who has another one: ${samePerson}${left}.`] : []),
    ...(suppressed > 0
      ? [`Suppressed: ${suppressed} of them would not be sent now, for their persons are not to be messaged.`]
      : []),
    ...receipt.suspicions.map(describeSuspicion),
    ...(withdrawn > 0 ? [`${cancelled}, for the file has them no more: ${withdrawn}.`] : []),
    ...(receipt.earlier
      ? [`Within a day a file of this name was imported as batch ${receipt.earlier}.`]
      : []),
  ]
}

export function describeSuspicion({ kind, count, rows, detail }: BatchReceipt['suspicions'][number]): string {
  const first = count > rows.length ? `the first ${rows.join(', ')}` : rows.join(', ')
  return `Look again at ${pluralize(count, 'row')} (${first}): ${suspicions[kind]}${detail ? ` (${detail})` : ''}.`
}

const suspicions = {
  'unknown-template': 'their template is none of the account',
  'unapproved-template': 'their template is not approved',
  'template-mismatch': 'they do not fit their template',
  variables: 'they fill other variables than most rows of their template',
  blank: 'a variable shows nothing',
  'spreadsheet-error': 'a variable is an error of the spreadsheet, such as #N/D',
  'missing-value': 'a variable says that a value is missing, such as undefined',
  placeholder: 'a placeholder such as {{1}} or {nome} was not replaced',
  past: 'sendAt is over, so they go at once',
} as const

/** What a file was taken for where nobody said what it is. */
export function describeFormat({ guessed }: FileFormat): string[] {
  return guessed
    ? [`The file was read as ${encodings[guessed]}, which its bytes show; --encoding says otherwise.`]
    : []
}

const encodings = { 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252' } as const

/** Where it has no row of its own, all are messages of others. */
export function describeNextSteps(receipt: BatchReceipt, state: Batch | undefined): string[] {
  const { id, enqueued, unchanged, duplicates, estimatedDoneAt, hasWorker } = receipt
  if (enqueued + unchanged === 0 && duplicates > 0) {
    return ["Nothing new was enqueued: the rows' own keys are those of messages that were enqueued before."]
  }
  const nothing = enqueued === 0 ? ['Nothing new was enqueued: the batch has these rows already.'] : []
  if (state) {
    const over = state.state === 'cancelled' ? ['It was cancelled.'] : []
    return [...nothing, ...over, ...describeCounts(state.counts)]
  }
  const done = estimatedDoneAt && enqueued > 0 ? [`It should be sent by ${estimatedDoneAt}.`] : []
  const alone = hasWorker === false ? [noWorker] : []
  return [...nothing, ...describeStop(receipt), ...done, ...alone, `Follow it with: disparo batch ${id}`]
}

/** A batch that was stopped waits for somebody, whatever came into it. */
export function describeStop({
  id,
  state,
}: Pick<BatchReceipt, 'state'> & { readonly id?: string | undefined }): string[] {
  if (state === undefined || id === undefined) return []
  if (state === 'cancelled') return ['The batch is cancelled: nothing of it is sent.']
  return [
    `The batch is ${state}: nothing of it is sent until somebody resumes it, with: disparo batch resume ${id}`,
  ]
}
