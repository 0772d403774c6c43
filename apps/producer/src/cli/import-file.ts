import { createReadStream } from 'node:fs'
import type { BatchAnswer } from '../routes/answers.js'
import type { ServiceSettings } from './config.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { followBatch } from './follow-batch.js'
import { contentKey, mediaTypeOf, withFile } from './import-source.js'
import { megabytes, startProgress } from './progress.js'
import { describeProblems } from './refusal.js'
import type { Service } from './service.js'
import { printResult, type Terminal } from './terminal.js'

export interface ImportOptions {
  readonly format?: string
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
  const receipt = await withFile(file, terminal.stdin, async (path, bytes) => {
    const key = options.key ?? (await contentKey(settings.account, path))
    return upload({ terminal, service }, { path, bytes, mediaType, key, options })
  })
  const state = options.wait ? await followBatch({ terminal, service }, receipt.id) : undefined
  const { enqueued, duplicates, rejected, rows } = receipt
  printResult(terminal, options.json ?? false, state ? { ...receipt, state } : receipt, [
    `Batch ${receipt.id}: ${enqueued} of ${rows} rows enqueued in the ${receipt.lane} lane${duplicates > 0 ? `, ${duplicates} known already` : ''}${rejected > 0 ? `, ${rejected} bad` : ''}.`,
    ...describeProblems(receipt.problems),
    ...(state || !receipt.estimatedDoneAt ? [] : [`It should be sent by ${receipt.estimatedDoneAt}.`]),
    ...(state ? describeCounts(state.counts) : [`Follow it with: disparo batch ${receipt.id}`]),
  ])
  return rejected > 0 ? exitCode.badRows : exitCode.ok
}

async function upload(
  { terminal, service }: { terminal: Terminal; service: Service },
  input: { path: string; bytes: number; mediaType: string; key: string; options: ImportOptions },
): Promise<BatchAnswer> {
  const progress = startProgress(terminal, { label: 'Importing', total: input.bytes, unit: megabytes })
  const body = createReadStream(input.path)
  let sent = 0
  body.on('data', (chunk) => {
    sent += chunk.length
    progress.update(sent)
  })
  body.pause()
  const { strict, lane, sendAt, expiresAt } = input.options
  try {
    const answer = await service.call({
      method: 'POST',
      path: '/batches',
      query: { strict: strict ? 'true' : undefined, lane, sendAt, expiresAt },
      headers: {
        'content-type': input.mediaType,
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
