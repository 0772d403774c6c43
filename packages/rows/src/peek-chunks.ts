/**
 * The first `bytes` of an input (fewer when it is shorter), and all of its chunks. Leaving `chunks` early leaves the
 * input's own iterator.
 */
export async function peekChunks(
  input: AsyncIterable<Buffer>,
  bytes: number,
): Promise<{ readonly start: Buffer; readonly chunks: AsyncGenerator<Buffer> }> {
  const iterator = input[Symbol.asyncIterator]()
  let begun: Buffer = Buffer.alloc(0)
  while (begun.length < bytes) {
    const next = await iterator.next()
    if (next.done) break
    begun = Buffer.concat([begun, next.value])
  }
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      if (begun.length > 0) yield begun
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  return { start: begun.subarray(0, bytes), chunks: chunks() }
}
