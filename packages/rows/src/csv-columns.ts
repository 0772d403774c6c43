import type { FieldProblem } from '@disparo/core'
import { trimWhitespace } from '@disparo/core/internal/message'
import { closestField } from './closest-field.js'
import {
  allowedFields,
  bodyField,
  buttonField,
  fieldNamed,
  metadataField,
  type SingleField,
  singleFields,
} from './column-fields.js'
import { noMapping, type ReadMapping } from './column-mapping.js'
import { type ExportedColumns, findExported } from './exported-columns.js'
import { findMapped, type MappedColumns } from './mapped-columns.js'

const required = ['to', 'namespace', 'elementName'] as const

/** Of a header of tens of thousands of cells not each is named. */
const mostProblems = 50

/** What an earlier import has said of its rows, in a file that it wrote. */
const ignored = ['line', 'problem']

/** Where each column of a table stands. `body` and `buttons` are in the order of their numbers. */
export interface CsvColumns {
  readonly count: number
  readonly single: Readonly<Partial<Record<SingleField, number>>>
  readonly body: readonly number[]
  readonly buttons: readonly { readonly button: number; readonly column: number }[]
  readonly metadata: readonly { readonly name: string; readonly column: number }[]
  /** Where the column of a field stands. */
  readonly positions: ReadonlyMap<string, number>
  /** The file's own name of a column, by the field that is mapped to it. */
  readonly sources: ReadonlyMap<string, string>
  /** Where it is an export of a batch. */
  readonly exported: ExportedColumns | undefined
  /** What fills a field of every row. */
  readonly constants: ReadMapping['constants']
}

/**
 * Reads the header of a table by its names, whatever their cases and accents, and by a mapping. Empty columns at its end
 * are none; every other one that is unknown, doubled or missing is a problem.
 */
export function readColumns(
  header: readonly string[],
  mapping: ReadMapping = noMapping,
): { ok: true; columns: CsvColumns } | { ok: false; problems: FieldProblem[] } {
  const cells = header.map(trimWhitespace)
  const names = cells.slice(0, cells.findLastIndex((name) => name !== '') + 1)
  const mapped = findMapped(names, mapping)
  const exported = findExported(names)
  const own = findOwn(names, mapping, mapped, exported)
  const fields = new Map([...own.fields, ...mapped.fields])
  const bodies = numbered(fields, bodyField)
  const { constants } = mapping
  const problems = [
    ...mapped.problems,
    ...own.problems,
    ...required
      .filter(
        (name) => !fields.has(name) && !mapping.columns.has(name) && !(name !== 'to' && constants[name]),
      )
      .map(missing),
    ...missingBodies(bodies.map((body) => body.number)),
  ]
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, mostProblems) }
  const columns: CsvColumns = {
    count: names.length,
    single: Object.fromEntries(
      singleFields.filter((name) => fields.has(name)).map((name) => [name, fields.get(name)]),
    ),
    body: bodies.map((body) => body.column),
    buttons: numbered(fields, buttonField).map(({ number, column }) => ({ button: number, column })),
    metadata: [...fields].flatMap(([field, column]) => {
      const name = metadataField.exec(field)?.[1]
      return name === undefined ? [] : [{ name, column }]
    }),
    sources: new Map([...mapped.fields].map(([field, column]) => [field, columnNamed(column, mapped)])),
    positions: fields,
    constants,
    exported,
  }
  return { ok: true, columns }
}

interface Found {
  readonly fields: ReadonlyMap<string, number>
  readonly problems: readonly FieldProblem[]
}

/** Columns that are called like a field. What is mapped already is nothing else besides. */
function findOwn(
  names: readonly string[],
  mapping: ReadMapping,
  mapped: MappedColumns,
  exported: ExportedColumns | undefined,
): Found {
  const fields = new Map<string, number>()
  const problems: FieldProblem[] = []
  const taken = new Set(mapped.fields.values())
  const filled = new Set([...mapping.columns.keys(), ...Object.keys(mapping.constants)])
  for (const [column, name] of names.entries()) {
    if (problems.length >= mostProblems) break
    const field = fieldNamed(name)
    const path = placeOf(column, mapped)
    if (taken.has(column) || ignored.includes(name) || exported?.skipped.has(column)) continue
    if (field !== undefined && !filled.has(field)) {
      if (fields.has(field)) problems.push({ path, message: 'is there twice' })
      else fields.set(field, column)
    } else if (!mapping.ignoreColumns) {
      problems.push({ path, message: field === undefined ? unknown(name) : filledTwice(field) })
    }
  }
  return { fields, problems }
}

function placeOf(column: number, { header }: MappedColumns): string {
  return header.at(column) ?? `column ${column + 1}`
}

/** As it is told beside a field. */
function columnNamed(column: number, { header }: MappedColumns): string {
  const name = header.at(column)
  return name === undefined ? `column ${column + 1}` : `column "${name}"`
}

function unknown(name: string): string {
  const closest = closestField(name)
  const meant = closest === undefined ? '' : `: ${closest} is the closest one`
  return `is no column that is known here${meant}. Map it to a field, or ignore columns that are not known. Allowed: ${allowedFields}`
}

function filledTwice(field: string): string {
  return `is a column of its own, and ${field} is filled otherwise: leave out one of them, or ignore columns that are not mapped`
}

function missing(name: (typeof required)[number]): FieldProblem {
  const otherwise = {
    to: 'or a column mapped to it',
    namespace: 'or a namespace for all rows',
    elementName: 'or a template for all rows',
  }
  return { path: name, message: `is missing: every table needs this column, ${otherwise[name]}` }
}

function numbered(
  fields: ReadonlyMap<string, number>,
  pattern: RegExp,
): { number: number; column: number }[] {
  return [...fields]
    .flatMap(([name, column]) => {
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
