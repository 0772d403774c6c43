import { createReadStream } from 'node:fs'
import type { BatchReceipt } from '@disparo/api'
import { encodingNamed } from '@disparo/rows'
import { CommandError } from './command-error.js'
import type { ServiceSettings, SettingOptions } from './config.js'
import { describeFormat, describeReceipt, describeWhatFollows } from './describe-receipt.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { followBatch } from './follow-batch.js'
import { explainRefusal, type Import, nextSteps } from './import-corrections.js'
import { type FileFormat, formatOfFile } from './import-format.js'
import { contentKey, mediaTypeOf, sourceName, withFile, workbookType } from './import-source.js'
import { sizeUnit, startProgress } from './progress.js'
import { describeProblems } from './refusal.js'
import type { Table } from './rejected-file.js'
import type { Service } from './service.js'
import { printResult, type Terminal } from './terminal.js'

export interface ImportOptions {
  readonly format?: string
  readonly encoding?: string | undefined
  readonly sheet?: string | undefined
  readonly strict?: boolean
  readonly key?: string
  readonly into?: string
  readonly replace?: boolean
  readonly unique?: string
  readonly new?: boolean
  readonly lane?: string
  readonly sendAt?: string
  readonly expiresAt?: string
  readonly wait?: boolean
  readonly json?: boolean
}

interface ImportTools {
  readonly terminal: Terminal
  readonly service: Service
  readonly settings: ServiceSettings
  readonly globals: SettingOptions
}

/** Enqueues a file as one batch, or into one, and with `--wait` follows it until every message is settled. */
export async function importFile(
  { terminal, service, settings, globals }: ImportTools,
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  if (options.into !== undefined && options.key !== undefined) {
    throw new CommandError('--into names the batch already: leave out --key.', { exit: exitCode.usage })
  }
  const mediaType = mediaTypeOf(file, options.format)
  const about: Import = { globals, file, options }
  const { receipt, format } = await withFile(file, terminal.stdin, async (path, bytes) => {
    const format = await formatOfFile(path, mediaType, options.encoding)
    const key = options.into ? undefined : (options.key ?? (await contentKey(settings.account, path)))
    const receipt = await upload({ terminal, service }, { file, path, bytes, format, key, options }).catch(
      (error: unknown) => {
        throw error instanceof CommandError ? explainRefusal(error, about, key) : error
      },
    )
    return { receipt, format }
  })
  const next =
    receipt.rejected > 0
      ? await nextSteps(service, about, { batch: receipt.id, table: tableOf(format, options) })
      : []
  const state = options.wait ? await followBatch({ terminal, service }, receipt.id) : undefined
  printResult(terminal, options.json ?? false, state ? { ...receipt, state } : receipt, [
    ...describeReceipt(receipt, options),
    ...describeFormat(format),
    ...describeProblems(receipt.problems),
    ...next,
    ...describeWhatFollows(receipt, state),
  ])
  return receipt.rejected > 0 ? exitCode.badRows : exitCode.ok
}

interface Upload {
  readonly file: string
  readonly path: string
  readonly bytes: number
  readonly format: FileFormat
  readonly key: string | undefined
  readonly options: ImportOptions
}

async function upload(
  { terminal, service }: { terminal: Terminal; service: Service },
  { file, path, bytes, format, key, options }: Upload,
): Promise<BatchReceipt> {
  const progress = startProgress(terminal, { label: 'Importing', total: bytes, unit: sizeUnit(bytes) })
  const body = createReadStream(path)
  let sent = 0
  body.on('data', (chunk) => {
    sent += chunk.length
    progress.update(sent)
  })
  body.pause()
  const { strict, sheet, lane, sendAt, expiresAt, into, replace, unique } = options
  const isAnew = options.new || options.key !== undefined
  try {
    const answer = await service.call({
      method: 'POST',
      path: '/batches',
      query: {
        ...{ sheet, lane, sendAt, expiresAt, into, unique, source: sourceName(file) },
        ...{ strict: flag(strict), replace: flag(replace), anew: flag(isAnew) },
      },
      headers: {
        'content-type': format.contentType,
        'content-length': String(bytes),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body,
    })
    return answer as BatchReceipt
  } finally {
    progress.stop()
    body.destroy()
  }
}

/** JSON has no columns. */
function tableOf({ contentType }: FileFormat, { encoding, sheet }: ImportOptions): Table | undefined {
  if (contentType === workbookType) return { kind: 'workbook', sheet }
  if (!contentType.startsWith('text/csv')) return undefined
  return { kind: 'csv', encoding: encoding === undefined ? undefined : encodingNamed(encoding) }
}

function flag(value: boolean | undefined): string | undefined {
  return value ? 'true' : undefined
}
