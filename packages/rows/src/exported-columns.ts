import type { FieldProblem } from '@disparo/core'
import { isField } from './column-fields.js'

/** What an export of a batch says of its messages, besides what they are. */
const told = ['row', 'id', 'status', 'reason', 'detail', 'attempts', 'upstreamId', 'metadata', 'billable']
const time = /^[a-z]+At$/

/** Where a table that is an export of a batch has what is read otherwise there, or not at all. */
export interface ExportedColumns {
  readonly content: number
  readonly metadata: number
  readonly skipped: ReadonlySet<number>
}

/** `undefined` where the table is no export with contents. */
export function findExported(names: readonly string[]): ExportedColumns | undefined {
  const content = names.indexOf('content')
  if (content < 0 || !names.includes('status') || !names.includes('enqueuedAt')) return undefined
  const isSkipped = (name: string) => told.includes(name) || (time.test(name) && !isField(name))
  const skipped = names.flatMap((name, column) => (isSkipped(name) ? [column] : []))
  return { content, metadata: names.indexOf('metadata'), skipped: new Set([content, ...skipped]) }
}

/** A text without the apostrophe that an export puts before what a spreadsheet would take for a formula. */
export function withoutApostrophe(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

/** Of a row whose content the export had not: it is not to go out with empty variables. */
export function contentProblems({ content }: ExportedColumns, cells: readonly string[]): FieldProblem[] {
  const said = cells[content]
  if (said !== 'gone' && said !== 'no-columns') return []
  const { message, ...problem } = contentProblem(said)
  return [
    { ...problem, message: `${message}. Fill in its columns and write known here, or leave the row out` },
  ]
}

export function contentProblem(said: 'gone' | 'no-columns'): FieldProblem {
  const why = said === 'gone' ? 'is not known any more, or was not exported' : 'has no columns'
  const message = `is ${said}: what this message said ${why}`
  return { path: 'content', message, code: `content-${said}` }
}

/** What the JSON of a row's metadata says; `undefined` for what is none. */
export function exportedMetadata(
  { metadata }: ExportedColumns,
  cells: readonly string[],
): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(cells[metadata] || '{}')
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
