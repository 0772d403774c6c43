import { contentCells, contentColumns } from './content-columns.js'
import type { Message } from './message.js'
import { MessageStatus } from './status.js'

/** By which spreadsheets know UTF-8. */
const byteOrderMark = '\ufeff'

const facts = [
  'row',
  'id',
  'to',
  'namespace',
  'elementName',
  'status',
  'reason',
  'detail',
  'attempts',
  'upstreamId',
  'externalLabel',
  'reference',
  'metadata',
  'billable',
  'sendAt',
  'expiresAt',
] as const

/** What a spreadsheet would take for a formula. */
const formula = /^'*[=+\-@\t\r]/

/**
 * Messages as a CSV (RFC 4180; UTF-8 with a mark), a line of columns and one for each message: its facts, and when it
 * first had each status (ISO 8601, UTC); metadata is JSON. A text that a spreadsheet would take for a formula has an apostrophe before it.
 * With `content` further columns have what they say, from which a batch is read again.
 */
export function messageCsv({ content = false }: { readonly content?: boolean | undefined } = {}): MessageCsv {
  const times = MessageStatus.options.map((status) => `${status}At`)
  const last = content ? contentColumns : []
  return {
    header: byteOrderMark + line([...facts, ...times, ...last]),
    line: (message) => line([...factCells(message), ...(content ? contentCells(message).map(cell) : [])]),
  }
}

interface MessageCsv {
  readonly header: string
  readonly line: (message: Message) => string
}

function factCells({ timeline, metadata, ...message }: Message): string[] {
  const known: Readonly<Record<string, unknown>> = {
    ...message,
    metadata: metadata && JSON.stringify(metadata),
  }
  return [
    ...facts.map((fact) => cell(known[fact])),
    ...MessageStatus.options.map((status) => timeline[status] ?? ''),
  ]
}

function cell(value: unknown): string {
  if (value === undefined) return ''
  return typeof value === 'string' && formula.test(value) ? `'${value}` : String(value)
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
