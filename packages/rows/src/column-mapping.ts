import type { FieldProblem } from '@disparo/core'
import { trimWhitespace } from '@disparo/core/internal/message'
import { closestField } from './closest-field.js'
import { allowedFields, isField } from './column-fields.js'

/** How the columns of a table that was exported for something else are read, as people say it. */
export interface ColumnMapping {
  /** The `elementName` of all rows. */
  readonly template?: string | undefined
  /** The `namespace` of all rows. */
  readonly namespace?: string | undefined
  /** `field=column`, such as `to=telefone`. A column may fill several fields. */
  readonly map?: readonly string[] | undefined
  /** Columns that are neither known nor mapped are left out; without it they are refused. */
  readonly ignoreColumns?: boolean | undefined
}

/** The same, read. */
export interface ReadMapping {
  /** What fills a field of every row. */
  readonly constants: Readonly<Partial<Record<'elementName' | 'namespace', string>>>
  /** The column that fills a field. */
  readonly columns: ReadonlyMap<string, string>
  readonly ignoreColumns: boolean
}

export const noMapping: ReadMapping = { constants: {}, columns: new Map(), ignoreColumns: false }

/** Whether anything is said that only tables have. */
export function hasMapping({ template, namespace, map = [], ignoreColumns = false }: ColumnMapping): boolean {
  return template !== undefined || namespace !== undefined || map.length > 0 || ignoreColumns
}

/** Reads a mapping. What is wrong with it is told by its option: the path is `map`, `template` or `namespace`. */
export function readMapping(
  mapping: ColumnMapping,
): { ok: true; mapping: ReadMapping } | { ok: false; problems: FieldProblem[] } {
  const { template, namespace, map = [], ignoreColumns = false } = mapping
  const columns = new Map<string, string>()
  const problems: FieldProblem[] = []
  const refuse = (pair: string, message: string) =>
    problems.push({ path: 'map', message: `${pair}: ${message}` })
  for (const pair of map) {
    const end = pair.indexOf('=')
    const [field, column] = [
      trimWhitespace(pair.slice(0, Math.max(0, end))),
      trimWhitespace(pair.slice(end + 1)),
    ]
    if (end < 0 || field === '' || column === '') refuse(pair, 'must be field=column, such as to=telefone')
    else if (!isField(field)) refuse(pair, `${field} is no field${meant(field)}. Allowed: ${allowedFields}`)
    else if (columns.has(field)) refuse(pair, `${field} is mapped twice`)
    else columns.set(field, column)
  }
  for (const [option, field] of [
    ['template', 'elementName'],
    ['namespace', 'namespace'],
  ] as const) {
    if (mapping[option] !== undefined && columns.has(field))
      problems.push({
        path: option,
        message: `fills ${field}, which is mapped to a column as well: leave out one of them`,
      })
  }
  if (problems.length > 0) return { ok: false, problems }
  const constants = {
    ...(template === undefined ? {} : { elementName: template }),
    ...(namespace === undefined ? {} : { namespace }),
  }
  return { ok: true, mapping: { constants, columns, ignoreColumns } }
}

function meant(field: string): string {
  const closest = closestField(field)
  return closest === undefined ? '' : `: ${closest} is the closest one`
}
