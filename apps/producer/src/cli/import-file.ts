import { createReadStream } from 'node:fs'
import type { BatchState } from '@disparo/core'
import type { BatchAnswer } from '../routes/answers.js'
import type { ServiceSettings } from './config.js'
import { count } from './count.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { followBatch } from './follow-batch.js'
import { type FileFormat, formatOfFile } from './import-format.js'
import { contentKey, mediaTypeOf, withFile } from './import-source.js'
import { sizeUnit, startProgress } from './progress.js'
import { describeProblems } from './refusal.js'
import type { Service } from './service.js'
import { printResult, type Terminal } from './terminal.js'

export interface ImportOptions {
  readonly format?: string
  readonly encoding?: string
  readonly sheet?: string
  readonly strict?: boolean
  readonly key?: string
  readonly lane?: string
  readonly sendAt?: string
  readonly expiresAt?: string
  readonly wait?: boolean
  readonly json?: boolean
}

/** Enqueues a file as one batch, and with `--wait` follows it until every message is settled. */
export async function importFile(
  { terminal, service, settings }: { terminal: Terminal; service: Service; settings: ServiceSettings },
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const mediaType = mediaTypeOf(file, options.format)
  const { receipt, format } = await withFile(file, terminal.stdin, async (path, bytes) => {
    const format = await formatOfFile(path, mediaType, options.encoding)
    const key = options.key ?? (await contentKey(settings.account, path))
    return { format, receipt: await upload({ terminal, service }, { path, bytes, format, key, options }) }
  })
  const state = options.wait ? await followBatch({ terminal, service }, receipt.id) : undefined
  printResult(terminal, options.json ?? false, state ? { ...receipt, state } : receipt, [
    ...describeReceipt(receipt),
    ...describeFormat(format),
    ...describeProblems(receipt.problems),
    ...(receipt.enqueued === 0 ? [nothingNew] : describeWhatFollows(receipt, state)),
  ])
  return receipt.rejected > 0 ? exitCode.badRows : exitCode.ok
}

/** A batch that is repeated counts its own rows as enqueued: where it has none, all are messages of others. */
const nothingNew =
  "Nothing new was enqueued: the rows' own keys are those of messages that were enqueued before."

function describeReceipt({ id, lane, rows, enqueued, duplicates, rejected }: BatchAnswer): string[] {
  const known = duplicates > 0 ? `, ${duplicates} known already` : ''
  const bad = rejected > 0 ? `, ${rejected} bad` : ''
  return [`Batch ${id}: ${enqueued} of ${count(rows, 'row')} enqueued in the ${lane} lane${known}${bad}.`]
}

function describeFormat({ guessed }: FileFormat): string[] {
  return guessed
    ? [`The file was read as ${names[guessed]}, which its bytes show; --encoding says otherwise.`]
    : []
}

const names = { 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16', 'windows-1252': 'Windows-1252' } as const

function describeWhatFollows({ id, estimatedDoneAt }: BatchAnswer, state: BatchState | undefined): string[] {
  if (state)
    return [...(state.state === 'cancelled' ? ['It was cancelled.'] : []), ...describeCounts(state.counts)]
  const done = estimatedDoneAt ? [`It should be sent by ${estimatedDoneAt}.`] : []
  return [...done, `Follow it with: disparo batch ${id}`]
}

async function upload(
  { terminal, service }: { terminal: Terminal; service: Service },
  input: { path: string; bytes: number; format: FileFormat; key: string; options: ImportOptions },
): Promise<BatchAnswer> {
  const progress = startProgress(terminal, {
    label: 'Importing',
    total: input.bytes,
    unit: sizeUnit(input.bytes),
  })
  const body = createReadStream(input.path)
  let sent = 0
  body.on('data', (chunk) => {
    sent += chunk.length
    progress.update(sent)
  })
  body.pause()
  const { strict, sheet, lane, sendAt, expiresAt } = input.options
  try {
    const answer = await service.call({
      method: 'POST',
      path: '/batches',
      query: { strict: strict ? 'true' : undefined, sheet, lane, sendAt, expiresAt },
      headers: {
        'content-type': input.format.contentType,
        'content-length': String(input.bytes),
        'idempotency-key': input.key,
      },
      body,
    })
    return answer as BatchAnswer
  } finally {
    progress.stop()
    body.destroy()
  }
}

export function describeCounts(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `  ${status.padEnd(10)}${count}`)
}
