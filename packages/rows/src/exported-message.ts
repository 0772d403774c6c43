import { BadRow } from '@disparo/core'
import { readColumns } from './csv-columns.js'
import { readRecord } from './csv-message.js'
import { contentProblem } from './exported-columns.js'

const kept = ['to', 'namespace', 'elementName', 'externalLabel', 'reference', 'sendAt', 'expiresAt'] as const

/** Whether it is what an export in JSON says of a message: a message to be sent has neither. */
export function isExported(row: object): row is Readonly<Record<string, unknown>> {
  return 'status' in row && 'timeline' in row
}

/** What such a message said, as a row to be sent; a `BadRow` where that is not known. */
export function readExported(row: Readonly<Record<string, unknown>>): object {
  const { content, metadata } = row
  if (content === undefined) return new BadRow([contentProblem('gone')])
  if (typeof content !== 'object' || content === null) return new BadRow([contentProblem('no-columns')])
  const cells = Object.entries({
    ...Object.fromEntries(kept.map((name) => [name, row[name] ?? ''])),
    ...content,
  })
  const read = readColumns(cells.map(([name]) => name))
  if (!read.ok) return new BadRow(read.problems)
  const { row: message } = readRecord(
    read.columns,
    cells.map(([, cell]) => String(cell)),
  )
  return message instanceof BadRow ? message : { ...(message as object), ...(metadata ? { metadata } : {}) }
}
