import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import type { Client, Upload, UploadBody } from '@disparo/api'
import type { CommandContext } from './command-context.js'
import type { FileFormat } from './import-format.js'
import type { ImportOptions } from './import-options.js'
import { sourceName } from './import-source.js'
import { sizeUnit, startProgress } from './progress.js'
import type { Terminal } from './terminal.js'
import { wordsOf } from './words/index.js'

/** Characters of a batch's name. */
const longestName = 100

interface FileToUpload {
  /** As it was named; its content may be at another `path`. */
  readonly file: string
  readonly path: string
  readonly bytes: number
  readonly format: FileFormat
  readonly key: string | undefined
  readonly options: ImportOptions
}

type SendBatch = Client['sendBatch']

/** Sends a file while it is read, and shows how far it is. @throws ApiError */
export async function uploadFile<Answer>(
  { terminal, client, account }: CommandContext,
  { file, path, bytes, format, key, options }: FileToUpload,
  ask: (client: Client, request: Parameters<SendBatch>[0]) => Promise<Answer>,
): Promise<Answer> {
  const { strict, sheet, lane, sendAt, expiresAt, into, replace, unique, name = nameOf(file) } = options
  const { template, namespace, map, ignoreColumns, sha256, canary, maxPerMinute } = options
  const { imports } = wordsOf(terminal.env)
  const anew = options.new || options.key !== undefined
  const label = options.dryRun ? imports.checking : imports.importing
  return withUpload(terminal, { path, bytes, format, label }, (upload) =>
    ask(client, {
      params: { account },
      query: {
        ...{ strict, sheet, lane, sendAt, expiresAt, into, replace, unique, anew, name },
        ...{ template, namespace, map, ignoreColumns, sha256, canary, maxPerMinute },
        source: sourceName(file),
      },
      headers: { 'idempotency-key': key },
      upload,
    }),
  )
}

type FileContent = Pick<FileToUpload, 'path' | 'bytes' | 'format'> & { readonly label: string }

/** Gives `use` the content of a file, and shows how far it is. */
export async function withUpload<Answer>(
  terminal: Terminal,
  { path, bytes, format, label }: FileContent,
  use: (upload: Upload) => Promise<Answer>,
): Promise<Answer> {
  const progress = startProgress(terminal, { label, total: bytes, unit: sizeUnit(bytes) })
  const content = createReadStream(path)
  try {
    return await use({
      contentType: format.contentType,
      contentLength: bytes,
      body: Readable.toWeb(Readable.from(counted(content, progress.update))) as UploadBody,
    })
  } finally {
    progress.stop()
    content.destroy()
  }
}

/** The file's own name, cut to what a batch's may have; none for the standard input. */
function nameOf(file: string): string | undefined {
  if (file === '-') return undefined
  const name = basename(file)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ')
    .trim()
  return [...name].slice(0, longestName).join('') || undefined
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  tell: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    tell(bytes)
    yield chunk
  }
}
