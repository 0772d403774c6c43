import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ByteReservation, createByteBudget } from '../limits/byte-budget.js'
import { createSemaphore } from '../limits/semaphore.js'
import { ProblemError } from '../problem/problem-error.js'

/** What is done with a body that has arrived: `open` reads it, as often as wanted, and `path` is where it is. */
type UseSpool<T> = (open: () => Readable, path: string) => Promise<T>

/** Bodies that are put on the disk before anything is done with them. */
export interface Spools {
  /**
   * Keeps a body of `who` in a temporary file until `use` has ended. A turn is waited for when all of it is there, so that
   * who is slow to send takes nobody's.
   * @throws ProblemError `no-room` when the disk is full; TooBusyError
   */
  keep<T>(who: string, chunks: AsyncIterable<Buffer>, use: UseSpool<T>): Promise<T>
}

/** Bodies that are read at a time, of one user alone, and of each user those that wait to be. */
const [width, widthEach, waitingEach] = [2, 1, 20]
const retryAfterMs = 10_000

/** @param largestBytes - of one body; a user has room for as much on the disk, and all together for twice as much */
export function createSpools(largestBytes: number): Spools {
  const room = createByteBudget({
    ...{ bytesInAll: 2 * largestBytes, bytesEach: largestBytes, retryAfterMs },
    refusal:
      'Other files that are read as a whole take all the room, and nothing was done with this one: try again',
  })
  const semaphore = createSemaphore({
    ...{ permits: width, permitsEach: widthEach, waitingEach, retryAfterMs },
    refusal: 'Many files wait to be read as a whole, and nothing was done with this one: try again',
  })
  return {
    keep: async (who, chunks, use) => {
      const share = room.open(who)
      try {
        return await withSpool(counted(chunks, share), (open, path) =>
          semaphore.run(who, () => use(open, path)),
        )
      } finally {
        share.release()
      }
    },
  }
}

async function* counted(chunks: AsyncIterable<Buffer>, share: ByteReservation): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    share.take(chunk.length)
    yield chunk
  }
}

/** Writes chunks to a temporary file only this user can read, and removes it whatever happens. */
async function withSpool<T>(chunks: AsyncIterable<Buffer>, use: UseSpool<T>): Promise<T> {
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
