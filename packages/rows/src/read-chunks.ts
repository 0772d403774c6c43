import type { Readable } from 'node:stream'
import { BrokenInputError } from './broken-input-error.js'

/**
 * The bytes of a request or file, one chunk at a time. Leaving early does not destroy the stream, so that the
 * request can still be answered.
 * @throws BrokenInputError when it breaks off, or has more than `maxBytes`
 */
export async function* readChunks(stream: Readable, maxBytes: number): AsyncGenerator<Buffer> {
  yield* boundChunks(untilLost(stream), maxBytes)
}

async function* untilLost(stream: Readable): AsyncGenerator<Buffer> {
  const iterator = stream.iterator({ destroyOnReturn: false }) as AsyncIterableIterator<Buffer>
  try {
    while (true) {
      const next = await iterator.next().catch((cause: unknown) => {
        throw new BrokenInputError('CONNECTION_LOST', { cause })
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.() // Lets go of the stream, or nobody else could read its rest.
  }
}

/** @throws BrokenInputError when there are more than `maxBytes` */
export async function* boundChunks(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxBytes) throw new BrokenInputError('TOO_LARGE')
    yield chunk
  }
}
