import { ApiError, type FieldProblem } from '@disparo/api'
import type { PeopleToImport } from '../../api/suppressions.js'

const types: Readonly<Record<string, PeopleToImport['contentType']>> = {
  csv: 'text/csv',
  txt: 'text/csv',
  tsv: 'text/tab-separated-values',
  ndjson: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xlsm: 'application/vnd.ms-excel.sheet.macroenabled.12',
}

/** By the end of its name, which is all that a browser knows of it. */
export function typeOfPeople(name: string): PeopleToImport['contentType'] | undefined {
  return types[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
}

/** Why nobody of a file was imported, as far as a person can do something about it. */
export type ImportRefusal =
  | { readonly why: 'rows'; readonly rejected: number; readonly rows: number }
  | { readonly why: 'none' | 'column' | 'unreadable' }
  /** What was said of all of them. */
  | { readonly why: 'terms'; readonly problem: FieldProblem }

export function refusalOf(error: unknown): ImportRefusal | undefined {
  if (!(error instanceof ApiError)) return undefined
  const [problem] = error.errors
  switch (error.code) {
    case 'invalid-rows': {
      const { rejected = 0, rows = 0 } = error.problem ?? {}
      return rows === 0 ? { why: 'none' } : { why: 'rows', rejected, rows }
    }
    case 'invalid-columns':
      return { why: 'column' }
    case 'broken-input':
      return { why: 'unreadable' }
    case 'invalid-request':
      return problem?.code && { why: 'terms', problem }
    default:
      return undefined
  }
}
