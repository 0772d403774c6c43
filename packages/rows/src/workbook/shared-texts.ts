import { workbookLimits } from './limits.js'
import { readWhole } from './read-xml.js'
import { type RichText, richText } from './rich-text.js'
import { WorkbookError } from './workbook-error.js'

/** The texts that cells share, by number; in one buffer, for a million strings would take many times as much. */
export interface SharedTexts {
  /** @throws WorkbookError when there is none of this number */
  at(index: number): string
}

export const noTexts: SharedTexts = {
  at: () => {
    throw new WorkbookError('DAMAGED')
  },
}

/** @throws WorkbookError when they are too many */
export async function readSharedTexts(chunks: AsyncIterable<Buffer>): Promise<SharedTexts> {
  let bytes = Buffer.alloc(64 * 1024)
  let ends = new Uint32Array(1024)
  let count = 0
  let used = 0
  const add = (text: string) => {
    const length = Buffer.byteLength(text)
    if (used + length + count * 4 > workbookLimits.sharedBytes) throw new WorkbookError('TOO_LARGE')
    if (used + length > bytes.length) {
      const larger = Buffer.alloc(
        Math.max(used + length, Math.min(bytes.length * 2, workbookLimits.sharedBytes)),
      )
      bytes.copy(larger)
      bytes = larger
    }
    if (count === ends.length) {
      const larger = new Uint32Array(ends.length * 2)
      larger.set(ends)
      ends = larger
    }
    used += bytes.write(text, used)
    ends[count++] = used
  }
  const text: RichText = richText('si', add)
  await readWhole(chunks, text)
  return {
    at: (index) => {
      const end = index < count ? ends[index] : undefined
      if (end === undefined) throw new WorkbookError('DAMAGED')
      return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], end)
    },
  }
}
