import { open } from 'node:fs/promises'

const chunkBytes = 64 * 1024

/** Reads a file's text; `undefined` where it is larger than `mostBytes`, of which no more is read then. */
export async function readBounded(path: string, mostBytes: number): Promise<string | undefined> {
  const file = await open(path)
  try {
    const chunks: Buffer[] = []
    for (let size = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(chunkBytes))
      if (bytesRead === 0) return Buffer.concat(chunks).toString('utf8')
      size += bytesRead
      if (size > mostBytes) return undefined
      chunks.push(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}
