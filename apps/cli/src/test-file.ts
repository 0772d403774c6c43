import { ApiError } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { describeSuspicion } from './describe-receipt.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { formatOfFile } from './import-format.js'
import type { ImportOptions } from './import-options.js'
import { importRefusal } from './import-refusal.js'
import { mediaTypeOf, withFile } from './import-source.js'
import { noWorker } from './no-worker.js'
import { describeProblems } from './refusal.js'
import { printResult } from './terminal.js'
import { withUpload } from './upload-file.js'

/** Sends a few rows of a file to one who tests them; of the others nothing goes anywhere. */
export async function testFile(
  tools: CommandContext,
  file: string,
  options: ImportOptions & { readonly testTo: string },
): Promise<ExitCode> {
  const { testTo, rows: first, row: rows } = options
  if (options.dryRun || options.wait) {
    throw usage('--test-to sends a few rows to you alone: leave out --dry-run and --wait.')
  }
  if (first !== undefined && rows !== undefined) throw usage('--row says which rows: leave out --rows.')
  const mediaType = mediaTypeOf(file, options.format)
  const { terminal, client, account, settings } = tools
  const receipt = await withFile(file, terminal.stdin, async (path, bytes) => {
    const format = await formatOfFile(path, mediaType, options.encoding)
    const { sheet, template, namespace, map, ignoreColumns } = options
    return withUpload(terminal, { path, bytes, format, label: 'Testing' }, (upload) =>
      client.sendTest({
        params: { account },
        query: { first, rows: rows?.join(','), sheet, template, namespace, map, ignoreColumns },
        headers: { 'test-to': testTo },
        upload,
      }),
    ).catch((error: unknown) => {
      throw error instanceof ApiError ? importRefusal(error, settings) : error
    })
  })
  const { tests, problems, suspicions, estimatedSendAt, hasWorker } = receipt
  printResult(terminal, options.json ?? false, receipt, [
    ...tests.map(
      ({ row, line, id, suppressed }) =>
        `Row ${row}${line === undefined ? '' : ` (line ${line})`} goes to you as message ${id}${suppressed ? `, or does not, for you are suppressed (${suppressed})` : ''}.`,
    ),
    ...suspicions.map(describeSuspicion),
    ...describeProblems(problems),
    ...(estimatedSendAt ? [`It should be sent by ${estimatedSendAt}.`] : []),
    ...(hasWorker === false ? [noWorker] : []),
    'These are tests: no batch has them, and the campaign is still to be imported.',
  ])
  const wanted = rows?.length ?? 0
  return tests.length < wanted ? exitCode.badRows : exitCode.ok
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
