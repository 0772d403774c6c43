import { BadRow, type FieldProblem } from '@disparo/core'
import { parseMessage, trimWhitespace } from '@disparo/core/internal/message'
import type { SingleField } from './column-fields.js'
import type { CsvColumns } from './csv-columns.js'
import { csvPath } from './csv-path.js'
import { contentProblems, exportedMetadata, withoutApostrophe } from './exported-columns.js'

const headers = ['headerText', 'headerImage', 'headerDocument', 'headerVideo'] as const
const anyCouponLength = 100

/** The message of one record, in the friendly form; a blank cell is an absent field. `buttons`: which were filled. */
export function readRecord(
  columns: CsvColumns,
  record: readonly string[],
): { row: unknown; buttons: number[] } {
  const { exported } = columns
  const trimmed = withoutEmptyEnd(record.map(trimWhitespace), columns.count)
  const cells = exported ? trimmed.map(withoutApostrophe) : trimmed
  const unknown = exported ? contentProblems(exported, cells) : []
  if (unknown.length > 0) return { row: new BadRow(unknown), buttons: [] }
  const cell = (name: SingleField) => cells[columns.single[name] ?? -1] || undefined
  const urls = columns.buttons.filter(({ column }) => cells[column])
  const buttons = urls.map(({ button }) => button)
  const problems = [
    ...lengthProblem(columns.count, cells.length),
    ...lostCharacters(columns, cells),
    ...headerProblems(cell),
    ...bodyGaps(columns, cells),
  ]
  const message = compact({
    to: cell('to') ?? '',
    template: {
      namespace: cell('namespace') ?? columns.constants.namespace ?? '',
      elementName: cell('elementName') ?? columns.constants.elementName ?? '',
    },
    header: headerOf(cell),
    body: bodyOf(columns, cells),
    otp: cell('otp'),
    buttons: buttonsOf(
      urls.map(({ button, column }) => ({ url: cells[column] ?? '', index: button })),
      cell('coupon'),
    ),
    externalLabel: cell('externalLabel'),
    category: cell('category'),
    reference: cell('reference'),
    metadata: metadataOf(columns, cells),
  })
  const options = compact({ key: cell('key'), sendAt: cell('sendAt'), expiresAt: cell('expiresAt') })
  if (problems.length === 0) return { row: { ...message, ...options }, buttons }
  return { row: new BadRow(withOtherProblems(problems, message, buttons)), buttons }
}

/** A bad row is told everything at once. How long a coupon may be is the account's to say, elsewhere. */
function withOtherProblems(
  problems: readonly FieldProblem[],
  message: unknown,
  buttons: readonly number[],
): FieldProblem[] {
  const parsed = parseMessage(message, { couponMaxLength: anyCouponLength })
  const others = parsed.ok ? [] : parsed.problems.map((p) => ({ ...p, path: csvPath(p.path, buttons) }))
  return [...problems, ...others.filter((other) => !problems.some(({ path }) => path === other.path))]
}

function lengthProblem(expected: number, actual: number): FieldProblem[] {
  if (expected === actual) return []
  const message = `has ${actual} cells where the header has ${expected}: quote cells that contain the delimiter`
  return [{ path: '', message, code: 'cells', given: actual, wanted: expected }]
}

/** Spreadsheets leave empty cells behind a row's last one. */
function withoutEmptyEnd(cells: readonly string[], count: number): readonly string[] {
  const filled = cells.findLastIndex((cell) => cell !== '') + 1
  return cells.slice(0, Math.max(count, filled))
}

function lostCharacters(columns: CsvColumns, cells: readonly string[]): FieldProblem[] {
  const bad = cells.findIndex((cell, column) => cell.includes('\ufffd') && nameOf(columns, column) !== '')
  if (bad < 0) return []
  const message =
    'has a character (U+FFFD) that stands for one that was lost when the text was converted: write it anew'
  return [{ path: nameOf(columns, bad), message, code: 'lost-character' }]
}

function nameOf(columns: CsvColumns, position: number): string {
  const body = columns.body.indexOf(position)
  if (body >= 0) return `body${body + 1}`
  const button = columns.buttons.find(({ column }) => column === position)
  if (button) return `button${button.button}`
  return Object.entries(columns.single).find(([, column]) => column === position)?.[0] ?? ''
}

function headerProblems(cell: (name: SingleField) => string | undefined): FieldProblem[] {
  const [first, ...more] = headers.filter((name) => cell(name) !== undefined)
  const problems = more.map((path) => ({
    ...{ path, message: `must be empty: ${first} is filled already`, code: 'second-of-kind' as const },
  }))
  if (cell('headerFilename') === undefined || cell('headerDocument') !== undefined) return problems
  const message = 'needs headerDocument to be filled'
  return [...problems, { path: 'headerFilename', message, code: 'one-of-these' }]
}

function headerOf(cell: (name: SingleField) => string | undefined): unknown {
  const [text, image, link, video] = headers.map(cell)
  if (text !== undefined) return { text }
  if (image !== undefined) return { image }
  if (link !== undefined) return { document: compact({ link, filename: cell('headerFilename') }) }
  return video === undefined ? undefined : { video }
}

function bodyOf(columns: CsvColumns, cells: readonly string[]): string[] | undefined {
  const last = columns.body.findLastIndex((column) => cells[column])
  return last < 0 ? undefined : columns.body.slice(0, last + 1).map((column) => cells[column] ?? '')
}

/** In an export it is JSON, in one column; what is none is left for the message's rules to refuse. */
function metadataOf({ metadata, exported }: CsvColumns, cells: readonly string[]): unknown {
  const filled = metadata.filter(({ column }) => cells[column])
  const whole = exported ? exportedMetadata(exported, cells) : {}
  if (whole === undefined) return cells[exported?.metadata ?? -1]
  const all = { ...whole, ...Object.fromEntries(filled.map(({ name, column }) => [name, cells[column]])) }
  return Object.keys(all).length > 0 ? all : undefined
}

const gap = { message: 'missing variable: a later one is filled', code: 'variable-gap' } as const

function bodyGaps(columns: CsvColumns, cells: readonly string[]): FieldProblem[] {
  const body = bodyOf(columns, cells) ?? []
  return body.flatMap((text, index) => (text === '' ? [{ path: `body${index + 1}`, ...gap }] : []))
}

/** The coupon's button is the first place no link takes. */
function buttonsOf(
  urls: { url: string; index: number }[],
  coupon: string | undefined,
): unknown[] | undefined {
  if (coupon === undefined) return urls.length > 0 ? urls : undefined
  let index = 0
  while (urls.some((button) => button.index === index)) index++
  return [...urls, { coupon, index }]
}

function compact(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
