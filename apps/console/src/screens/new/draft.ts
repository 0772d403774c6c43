import type { BatchCheck, BatchType, TablePage, Template } from '@disparo/api'
import type { Mapping } from '../../api/upload.js'
import { fieldsOf, isOwnForm } from './guess-mapping.js'

/** When a campaign goes and how, as it is chosen. */
export interface Terms {
  readonly name: string
  /** As `datetime-local` has it; absent: now. */
  readonly time?: string | undefined
  readonly canary?: number | undefined
  readonly maxPerMinute?: number | undefined
  /** Of corrections: what of the campaign has not begun, and is not in this file, is cancelled. */
  readonly replace?: boolean | undefined
}

/** A campaign that is being made. It is in memory alone: leaving the page forgets it. */
export interface Draft {
  readonly file: File
  readonly contentType: BatchType
  readonly table: TablePage
  readonly template: Template | undefined
  /** Of a template that no catalogue has. */
  readonly typed: { readonly name: string; readonly namespace: string; readonly variables: number }
  /** Columns by fields. */
  readonly columns: Readonly<Record<string, string>>
  readonly unique: boolean
  readonly check: BatchCheck | undefined
  readonly terms: Terms
  /** By which a repeated attempt is known. */
  readonly key: string
}

const types: Readonly<Record<string, BatchType>> = {
  csv: 'text/csv',
  txt: 'text/csv',
  tsv: 'text/tab-separated-values',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xlsm: 'application/vnd.ms-excel.sheet.macroenabled.12',
}

/** By the end of its name, which is all that a browser knows of it. */
export function typeOfFile(name: string): BatchType | undefined {
  return types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
}

/** What people would call the campaign: the file, without its ending. */
export function nameOfFile(name: string): string {
  return name.replace(/\.[^.]{1,5}$/, '').slice(0, 100)
}

export const wantedFields = ({ template, typed }: Pick<Draft, 'template' | 'typed'>) =>
  fieldsOf(template, typed.variables)

/** Fields that must be filled and are not. */
export function missingFields(draft: Draft): string[] {
  if (isOwnForm(draft.table.columns)) return []
  const missing = wantedFields(draft)
    .filter(({ field, required }) => required && !draft.columns[field])
    .map(({ field }) => field)
  return draft.template || draft.typed.name.trim() !== '' ? missing : ['template', ...missing]
}

/** How the service is to read the columns. */
export function mappingOf(draft: Draft): Mapping {
  const { table, template, typed, columns } = draft
  if (isOwnForm(table.columns)) return {}
  const known = new Set(wantedFields(draft).map(({ field }) => field))
  const pairs = Object.entries(columns).filter(([field, column]) => known.has(field) && column !== '')
  return {
    template: template?.name ?? typed.name.trim(),
    namespace: template?.namespace ?? (typed.namespace.trim() || 'default'),
    map: pairs.map(([field, column]) => `${field}=${column}`),
    ignoreColumns: true,
  }
}

/** What fills a field of a row. */
export function cellOf(draft: Draft, cells: readonly string[], field: string): string {
  const column = isOwnForm(draft.table.columns) ? field : draft.columns[field]
  const index = column === undefined ? -1 : draft.table.columns.indexOf(column)
  return index < 0 ? '' : (cells[index] ?? '')
}

/** What was chosen for columns that another file has, too. */
export function keptColumns(
  draft: Pick<Draft, 'columns'> | undefined,
  { columns }: TablePage,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(draft?.columns ?? {}).filter(([, column]) => columns.includes(column)),
  )
}

/** What was chosen of when and how; a campaign that was called like its file is called like the new one. */
export function keptTerms(draft: Pick<Draft, 'file' | 'terms'> | undefined, fileName: string): Terms {
  const isOwnName = draft && draft.terms.name !== nameOfFile(draft.file.name)
  return { ...draft?.terms, name: isOwnName ? draft.terms.name : nameOfFile(fileName) }
}
