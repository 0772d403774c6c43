import { ApiError } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { describeSuspicion } from './describe-receipt.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { formatOfFile } from './import-format.js'
import type { ImportOptions } from './import-options.js'
import { importRefusal } from './import-refusal.js'
import { mediaTypeOf, withFile } from './import-source.js'
import { describeProblems } from './refusal.js'
import { printResult } from './terminal.js'
import { withUpload } from './upload-file.js'
import { speechOf } from './words/index.js'

/** Sends a few rows of a file to one who tests them; of the others nothing goes anywhere. */
export async function testFile(
  tools: CommandContext,
  file: string,
  options: ImportOptions & { readonly testTo: string },
): Promise<ExitCode> {
  const { testTo, rows: first, row: rows } = options
  const { terminal, client, account, settings } = tools
  const { words, time } = speechOf(terminal.env)
  const { imports, common } = words
  if (options.dryRun || options.wait) {
    throw usage(imports.wrong.testAndWait)
  }
  if (first !== undefined && rows !== undefined) throw usage(imports.wrong.rowAndRows)
  const mediaType = mediaTypeOf(file, options.format, words)
  const receipt = await withFile(file, terminal, async (path, bytes) => {
    const format = await formatOfFile(path, mediaType, { encodingName: options.encoding, words })
    const { sheet, template, namespace, map, ignoreColumns } = options
    return withUpload(terminal, { path, bytes, format, label: imports.testing }, (upload) =>
      client.sendTest({
        params: { account },
        query: { first, rows: rows?.join(','), sheet, template, namespace, map, ignoreColumns },
        headers: { 'test-to': testTo },
        upload,
      }),
    ).catch((error: unknown) => {
      throw error instanceof ApiError ? importRefusal(error, settings, words) : error
    })
  })
  const { tests, problems, suspicions, estimatedSendAt, hasWorker } = receipt
  printResult(terminal, options.json ?? false, receipt, [
    ...tests.map(({ row, line, id, suppressed }) => imports.tested(row, line, id, suppressed)),
    ...suspicions.map((suspicion) => describeSuspicion(suspicion, words)),
    ...describeProblems(problems, words),
    ...(estimatedSendAt ? [common.sentBy(time(estimatedSendAt))] : []),
    ...(hasWorker === false ? [common.noWorker] : []),
    imports.areTests,
  ])
  const wanted = rows?.length ?? 0
  return tests.length < wanted ? exitCode.badRows : exitCode.ok
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
