import type { SuppressionCovers, SuppressionReason, SuppressionReceipt } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { mediaTypeOf, peopleKey, withFile } from './import-source.js'
import { scopeOf } from './suppress-person.js'
import { printResult } from './terminal.js'
import { withUpload } from './upload-file.js'
import { type Words, wordsOf } from './words/index.js'

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
  const words = wordsOf(terminal.env)
  const mediaType = mediaTypeOf(file, format, words)
  if (mediaType === 'application/json') {
    throw new CommandError(words.suppress.noJson, { exit: exitCode.usage })
  }
  const contentType = encoding ? (`${mediaType};charset=${encoding}` as const) : mediaType
  const receipt = await withFile(file, terminal, async (path, bytes) => {
    // Repeated, the same list on the same terms is the same import.
    const key = await peopleKey(account, path, { ...options, allAccounts })
    return withUpload(
      terminal,
      { path, bytes, format: { contentType }, label: words.imports.importing },
      (upload) =>
        client.addSuppressions({
          params: { account },
          query: { ...options, scope: scopeOf(allAccounts) },
          headers: { 'idempotency-key': key },
          upload,
        }),
    )
  })
  printResult(terminal, json, receipt, describe(receipt, words))
  return receipt.rejected > 0 ? exitCode.badRows : exitCode.ok
}

function describe(receipt: SuppressionReceipt, { suppress, service, codes }: Words): string[] {
  const { rows, added, changed, unchanged, replaced, rejected, problems } = receipt
  return [
    suppress.imported(rows, added, changed, unchanged),
    ...(replaced > 0 ? [suppress.replaced(replaced)] : []),
    ...(rejected > 0 ? [suppress.leftOut(rejected)] : []),
    ...problems.map((problem) => {
      const { row, line, path } = problem
      return `  ${line ? service.line(line) : service.row(row)}: ${path} ${codes.field(problem)}`
    }),
    ...(receipt.import ? [suppress.mistake(receipt.import)] : []),
  ]
}
