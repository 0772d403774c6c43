import type { SuppressionCovers, SuppressionReason, SuppressionReceipt } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { mediaTypeOf, peopleKey, withFile } from './import-source.js'
import { pluralize } from './pluralize.js'
import { scopeOf } from './suppress-person.js'
import { printResult } from './terminal.js'
import { withUpload } from './upload-file.js'

export interface ImportPeopleOptions {
  readonly reason: SuppressionReason
  readonly covers?: SuppressionCovers
  readonly list?: string
  readonly listDate?: string
  readonly replace?: boolean
  readonly shrink?: boolean
  readonly skipBad?: boolean
  readonly column?: string
  readonly until?: string
  readonly keepNumbers?: boolean
  readonly encoding?: string
  readonly format?: string
  readonly allAccounts?: boolean
  readonly json?: boolean
}

/** `disparo suppress import FILE`: all of its people, or nobody. */
export async function importPeople(
  { terminal, client, account }: CommandContext,
  file: string,
  { encoding, format, allAccounts, json = false, ...options }: ImportPeopleOptions,
): Promise<ExitCode> {
  const mediaType = mediaTypeOf(file, format)
  if (mediaType === 'application/json') {
    throw new CommandError('A list of people is read from CSV, XLSX or NDJSON: save it as one of these.', {
      exit: exitCode.usage,
    })
  }
  const contentType = encoding ? (`${mediaType};charset=${encoding}` as const) : mediaType
  const receipt = await withFile(file, terminal.stdin, async (path, bytes) => {
    // Repeated, the same list on the same terms is the same import.
    const key = await peopleKey(account, path, { ...options, allAccounts })
    return withUpload(terminal, { path, bytes, format: { contentType }, label: 'Importing' }, (upload) =>
      client.addSuppressions({
        params: { account },
        query: { ...options, scope: scopeOf(allAccounts) },
        headers: { 'idempotency-key': key },
        upload,
      }),
    )
  })
  printResult(terminal, json, receipt, describe(receipt))
  return receipt.rejected > 0 ? exitCode.badRows : exitCode.ok
}

function describe(receipt: SuppressionReceipt): string[] {
  const { rows, added, changed, unchanged, replaced, rejected, problems } = receipt
  return [
    `${pluralize(rows, 'row')}: ${added} suppressed, ${changed > 0 ? `${changed} now for more or for longer, ` : ''}${unchanged} were already.`,
    ...(replaced > 0 ? [`${pluralize(replaced, 'suppression')} of former imports of this list lifted.`] : []),
    ...(rejected > 0 ? [`${pluralize(rejected, 'bad row')} left out:`] : []),
    ...problems.map(
      ({ row, line, path, message }) => `  ${line ? `line ${line}` : `row ${row}`}: ${path} ${message}`,
    ),
    `Was it a mistake? disparo suppress remove --import ${receipt.import} lifts all of it.`,
  ]
}
