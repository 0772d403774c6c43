import type { FieldProblem } from '@disparo/core'
import { trimWhitespace } from '@disparo/core/internal/message'

const single = [
  'to',
  'namespace',
  'elementName',
  'headerText',
  'headerImage',
  'headerDocument',
  'headerFilename',
  'headerVideo',
  'otp',
  'coupon',
  'category',
  'externalLabel',
  'key',
  'sendAt',
  'expiresAt',
] as const
export type SingleColumn = (typeof single)[number]

const required = ['to', 'namespace', 'elementName'] as const
const allowed = `${single.slice(0, 3).join(', ')}, body1, body2 …, ${single.slice(3, 10).join(', ')}, button0 … button9, ${single.slice(10).join(', ')}`

/** Of a header of tens of thousands of cells not each is named. */
const mostProblems = 50

/** What an earlier import has said of its rows, in a file that it wrote. */
const ignored = ['line', 'problem']

/** Where each column of a table stands. `body` and `buttons` are in the order of their numbers. */
export interface CsvColumns {
  readonly count: number
  readonly single: Readonly<Partial<Record<SingleColumn, number>>>
  readonly body: readonly number[]
  readonly buttons: readonly { readonly button: number; readonly column: number }[]
}

/** Reads the header of a table; empty ones at its end are none, every other column that is unknown, doubled or missing is a problem. */
export function readColumns(
  header: readonly string[],
): { ok: true; columns: CsvColumns } | { ok: false; problems: FieldProblem[] } {
  const cells = header.map(trimWhitespace)
  const names = cells.slice(0, cells.findLastIndex((name) => name !== '') + 1)
  const positions = new Map(names.map((name, column) => [name, column]))
  const bodies = numbered(names, /^body([1-9]\d?)$/)
  const problems = [
    ...names.flatMap((name, column) => problemOf(name, column, names)),
    ...required
      .filter((name) => !positions.has(name))
      .map((name) => ({ path: name, message: 'is missing: every table needs this column' })),
    ...missingBodies(bodies.map((body) => body.number)),
  ]
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, mostProblems) }
  const columns: CsvColumns = {
    count: names.length,
    single: Object.fromEntries(
      single.filter((name) => positions.has(name)).map((name) => [name, positions.get(name)]),
    ),
    body: bodies.map((body) => body.column),
    buttons: numbered(names, /^button(\d)$/).map(({ number, column }) => ({ button: number, column })),
  }
  return { ok: true, columns }
}

function problemOf(name: string, column: number, names: readonly string[]): FieldProblem[] {
  // A file without a header has a recipient's number and texts here: only what looks like a name is repeated.
  const nameable = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/.test(name) && !/\d{4}/.test(name)
  const path = nameable ? name : `column ${column + 1}`
  const known =
    ignored.includes(name) ||
    (single as readonly string[]).includes(name) ||
    /^body[1-9]\d?$|^button\d$/.test(name)
  if (!known) return [{ path, message: `is no column that is known here. Allowed: ${allowed}` }]
  return names.indexOf(name) < column ? [{ path, message: 'is there twice' }] : []
}

function numbered(names: readonly string[], pattern: RegExp): { number: number; column: number }[] {
  return names
    .flatMap((name, column) => {
      const number = pattern.exec(name)?.[1]
      return number === undefined ? [] : [{ number: Number(number), column }]
    })
    .sort((a, b) => a.number - b.number)
}

function missingBodies(present: readonly number[]): FieldProblem[] {
  const wanted = Array.from({ length: present.at(-1) ?? 0 }, (_, index) => index + 1)
  return wanted
    .filter((number) => !present.includes(number))
    .map((number) => ({ path: `body${number}`, message: 'is missing: a later variable has a column' }))
}
