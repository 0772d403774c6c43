import { ApiError, type FieldProblem } from '@disparo/api'
import { expect, test } from 'vitest'
import { refusalOf, typeOfPeople } from './people-file.js'

const refused = (code: ApiError['code'], problem: object = {}) => new ApiError(code, 'No', { problem })
const older: FieldProblem = { path: 'listDate', message: 'is older', code: 'older-list' }
const at = (path: string): { errors: FieldProblem[] } => ({ errors: [{ path, message: 'is wrong' }] })

test('a file is known by the end of its name', () => {
  expect(['a.CSV', 'lista.txt', 'x.tsv', 'y.ndjson', 'z.pdf'].map(typeOfPeople)).toEqual([
    ...['text/csv', 'text/csv', 'text/tab-separated-values', 'application/x-ndjson', undefined],
  ])
  expect(typeOfPeople('z.xlsx')).toContain('spreadsheet')
})

test('each refusal is told by what the service calls it, and what is none of a list stays what it is', () => {
  expect(refusalOf(refused('invalid-rows', { rows: 9, rejected: 2 }))).toEqual({
    ...{ why: 'rows', rows: 9, rejected: 2 },
  })
  expect(refusalOf(refused('invalid-rows', { rows: 0, rejected: 0 }))).toEqual({ why: 'none' })
  expect(refusalOf(refused('invalid-columns', at('to')))).toEqual({ why: 'column' })
  expect(refusalOf(refused('broken-input'))).toEqual({ why: 'unreadable' })
  expect(refusalOf(refused('invalid-request', { errors: [older] }))).toEqual({ why: 'terms', problem: older })
  expect(refusalOf(refused('invalid-request', at('column')))).toBeUndefined()
  expect(refusalOf(refused('unreachable'))).toBeUndefined()
})
