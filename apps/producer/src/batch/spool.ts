import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ProblemError } from '../problem/problem-error.js'

/**
 * Writes chunks to a temporary file only this user can read, gives it to `use` as often as that opens it (or its
 * path), and removes it whatever happens.
 * @throws ProblemError `no-room` when the disk is full
 */
export async function withSpool<T>(
  chunks: AsyncIterable<Buffer>,
  use: (open: () => Readable, path: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-batch-'))
  const opened: Readable[] = []
  try {
    const file = join(folder, 'rows')
    await pipeline(chunks, createWriteStream(file, { mode: 0o600, flags: 'wx' })).catch(explainFull)
    return await use(() => {
      const stream = createReadStream(file)
      opened.push(stream)
      return stream
    }, file)
  } finally {
    for (const stream of opened) stream.destroy()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The disk, the user's quota, or the process's limit for one file. */
const full: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

function explainFull(cause: NodeJS.ErrnoException): never {
  if (!full.has(cause.code ?? '')) throw cause
  const detail =
    'The folder of temporary files is full: split the batch, or send it without `strict`. Nothing was enqueued.'
  throw new ProblemError('no-room', { detail }, { cause })
}
