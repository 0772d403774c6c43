import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type BatchType, workbookTypes } from '@disparo/api'
import { type ColumnMapping, hasMapping } from '@disparo/rows'
import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'
import type { Terminal } from './terminal.js'
import { type Words, wordsOf } from './words/index.js'

export const [workbookType] = workbookTypes
const mediaTypes: Readonly<Record<string, BatchType>> = {
  csv: 'text/csv',
  tsv: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  json: 'application/json',
  xlsx: workbookType,
  xlsm: workbookType,
}
export const formats = ['csv', 'xlsx', 'ndjson', 'json'] as const

/** @throws CommandError when neither `--format` nor the file's name tells */
export function mediaTypeOf(file: string, format: string | undefined, { imports, common }: Words): BatchType {
  const mediaType = mediaTypes[format ?? extname(file).slice(1).toLowerCase()]
  if (mediaType) return mediaType
  const named = file === '-' ? common.stdin : file
  throw new CommandError(imports.wrong.format(named), { exit: exitCode.usage })
}

/** Gives `use` the path of a file; the standard input (`-`) becomes a temporary one, since it is read twice. */
export async function withFile<T>(
  file: string,
  { stdin, env }: Pick<Terminal, 'stdin' | 'env'>,
  use: (path: string, bytes: number) => Promise<T>,
): Promise<T> {
  const words = wordsOf(env)
  if (file !== '-') return use(file, await sizeOf(file, words))
  const folder = await mkdtemp(join(tmpdir(), 'disparo-import-'))
  try {
    const path = join(folder, 'input')
    await pipeline(stdin, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
    return await use(path, await sizeOf(path, words))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function sizeOf(path: string, { common }: Words): Promise<number> {
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new CommandError(common.unreadable(path, cause.code ?? common.unknown), {
      exit: exitCode.usage,
      cause,
    })
  })
  if (found.isFile()) return found.size
  throw new CommandError(common.noFile(path), { exit: exitCode.usage })
}

/**
 * The same content for the same account, its columns read in the same way, has the same key, so that repeating an import
 * sends nothing twice.
 */
export async function contentKey(account: string, path: string, mapping: ColumnMapping): Promise<string> {
  const { template, namespace, map = [], ignoreColumns = false } = mapping
  const read = hasMapping(mapping)
    ? JSON.stringify([template, namespace, [...map].sort(), ignoreColumns])
    : ''
  return keyOf(account, path, read)
}

/** The same for people, whatever is asked for with them. */
export function peopleKey(account: string, path: string, terms: object): Promise<string> {
  return keyOf(account, path, JSON.stringify(Object.entries(terms).sort()))
}

async function keyOf(account: string, path: string, read: string): Promise<string> {
  const hash = createHash('sha256').update(account).update('\0').update(read)
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return `import-${hash.digest('hex')}`
}

/** What the service knows a file's name by: no more than a hash. The standard input has none. */
export function sourceName(file: string): string | undefined {
  return file === '-' ? undefined : createHash('sha256').update(basename(file)).digest('hex')
}
