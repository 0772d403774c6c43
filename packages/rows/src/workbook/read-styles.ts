import { type DateFormat, dateFormat } from './date-format.js'
import { workbookLimits } from './limits.js'
import { readWhole } from './read-xml.js'
import { WorkbookError } from './workbook-error.js'

/** By the number of a cell's style: what of a date it shows, if anything. */
export async function readStyles(chunks: AsyncIterable<Buffer>): Promise<(DateFormat | undefined)[]> {
  const formats = new Map<number, DateFormat | undefined>()
  const ids: number[] = []
  let inCells = false
  await readWhole(chunks, {
    open: (name, attributes) => {
      if (formats.size + ids.length > workbookLimits.items) throw new WorkbookError('TOO_LARGE')
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'numFmt') formats.set(id, dateFormat(id, attributes.formatCode ?? ''))
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) ids.push(id)
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return ids.map((id) => (formats.has(id) ? formats.get(id) : dateFormat(id, undefined)))
}
