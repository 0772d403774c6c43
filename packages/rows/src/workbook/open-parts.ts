import { type Entry, openPromise } from 'yauzl'
import { workbookLimits } from './limits.js'
import { WorkbookError } from './workbook-error.js'

/** The parts of a workbook (ECMA-376-2), each read as a stream. */
export interface Parts {
  has(name: string): boolean
  /**
   * Unpacks a part.
   * @throws WorkbookError when it is not there or damaged, or when all that was unpacked is too much
   */
  read(name: string): AsyncGenerator<Buffer>
  close(): void
}

/** @throws WorkbookError when the file is no ZIP file, or has too many parts */
export async function openParts(path: string): Promise<Parts> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(damaged)
  const entries = new Map<string, Entry>()
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.size >= workbookLimits.parts) throw new WorkbookError('TOO_LARGE')
      entries.set(keyOf(entry.fileName), entry)
    }
  } catch (error) {
    zip.close()
    throw error instanceof WorkbookError ? error : damaged(error)
  }
  let unpacked = 0
  async function* read(name: string): AsyncGenerator<Buffer> {
    const entry = entries.get(keyOf(name))
    if (!entry) throw new WorkbookError('DAMAGED')
    // What it says is not trusted, only refused early: the stream fails where a part has more.
    if (unpacked + entry.uncompressedSize > workbookLimits.unpackedBytes) throw new WorkbookError('TOO_LARGE')
    const stream = await zip.openReadStreamPromise(entry).catch(damaged)
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        unpacked += chunk.length
        yield chunk
      }
    } catch (error) {
      throw error instanceof WorkbookError ? error : damaged(error)
    } finally {
      stream.destroy()
    }
  }
  return { has: (name) => entries.has(keyOf(name)), read, close: () => zip.close() }
}

/** Names of parts differ by more than case (ECMA-376-2, 6.2.2.3). */
function keyOf(name: string): string {
  return name.replace(/^\/+/, '').toLowerCase()
}

function damaged(cause: unknown): never {
  throw new WorkbookError('DAMAGED', { cause })
}
