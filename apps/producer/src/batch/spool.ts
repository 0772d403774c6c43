import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/**
 * Writes chunks to a temporary file only this user can read, gives it to `use` as often as that opens it, and removes
 * it whatever happens.
 */
export async function withSpool<T>(
  chunks: AsyncIterable<Buffer>,
  use: (open: () => Readable) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-'))
  const opened: Readable[] = []
  try {
    const file = join(folder, 'rows')
    await pipeline(chunks, createWriteStream(file, { mode: 0o600, flags: 'wx' }))
    return await use(() => {
      const stream = createReadStream(file)
      opened.push(stream)
      return stream
    })
  } finally {
    for (const stream of opened) stream.destroy()
    await rm(folder, { recursive: true, force: true })
  }
}
