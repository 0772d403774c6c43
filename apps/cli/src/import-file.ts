import { ApiError, type Client } from '@disparo/api'
import { encodingNamed } from '@disparo/rows'
import { checkFile } from './check-file.js'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import type { SettingOptions } from './config.js'
import { describeFormat, describeNextSteps, describeReceipt } from './describe-receipt.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { describeEnd, exitOf, followBatch } from './follow-batch.js'
import { explainRefusal, type Import, nextSteps } from './import-corrections.js'
import { type FileFormat, formatOfFile } from './import-format.js'
import type { ImportOptions } from './import-options.js'
import { contentKey, mediaTypeOf, withFile, workbookType } from './import-source.js'
import { describeProblems } from './refusal.js'
import type { Table } from './rejected-file.js'
import { printResult } from './terminal.js'
import { testFile } from './test-file.js'
import { uploadFile } from './upload-file.js'
import { readWait } from './wait-options.js'
import { speechOf } from './words/index.js'

/** Enqueues a file as one batch, or into one, and with `--wait` follows it until every message is settled. */
export async function importFile(
  tools: CommandContext & { readonly globals: SettingOptions },
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const { terminal, account, settings, globals } = tools
  const speech = speechOf(terminal.env)
  const { words } = speech
  const { wrong } = words.imports
  if (options.into !== undefined && options.key !== undefined) {
    throw new CommandError(wrong.intoAndKey, { exit: exitCode.usage })
  }
  const timeoutMs = readWait(options, words)
  const { testTo, rows, row } = options
  if (testTo !== undefined) return testFile(tools, file, { ...options, testTo })
  if (rows !== undefined || row !== undefined) {
    throw new CommandError(wrong.rowsWithoutTest, { exit: exitCode.usage })
  }
  if (options.dryRun) return checkFile(tools, file, options)
  const mediaType = mediaTypeOf(file, options.format, words)
  const about: Import = { globals, file, options }
  const { receipt, format } = await withFile(file, terminal, async (path, bytes) => {
    const format = await formatOfFile(path, mediaType, { encodingName: options.encoding, words })
    const key = options.into ? undefined : (options.key ?? (await contentKey(account, path, options)))
    const upload = { file, path, bytes, format, key, options }
    const receipt = await uploadFile(tools, upload, enqueue).catch((error: unknown) => {
      throw error instanceof ApiError ? explainRefusal(error, about, { key, settings, words }) : error
    })
    return { receipt, format }
  })
  const next =
    receipt.rejected > 0
      ? await nextSteps(tools, about, { batch: receipt.id, table: tableOf(format, options) })
      : []
  const followed = options.wait ? await followBatch(tools, receipt.id, { timeoutMs }) : undefined
  const state = followed?.state
  printResult(terminal, options.json ?? false, state ? { ...receipt, state } : receipt, [
    ...describeReceipt(receipt, options, words),
    ...describeFormat(format, words),
    ...describeProblems(receipt.problems, words),
    ...next,
    ...describeNextSteps(receipt, state, speech),
    ...(followed ? describeEnd(followed, words) : []),
  ])
  const end = followed ? exitOf(followed) : exitCode.ok
  return receipt.rejected > 0 && end === exitCode.ok ? exitCode.badRows : end
}

const enqueue = (client: Client, request: Parameters<Client['sendBatch']>[0]) => client.sendBatch(request)

/** JSON has no columns. */
function tableOf({ contentType }: FileFormat, { encoding, sheet }: ImportOptions): Table | undefined {
  if (contentType === workbookType) return { kind: 'workbook', sheet }
  if (!contentType.startsWith('text/csv')) return undefined
  return { kind: 'csv', encoding: encoding === undefined ? undefined : encodingNamed(encoding) }
}
