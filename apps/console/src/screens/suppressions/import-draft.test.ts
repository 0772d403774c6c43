import { expect, test } from 'vitest'
import { beginImport, importOf } from './import-draft.js'

const file = new File(['telefone'], 'lista.csv')
const begun = { ...beginImport(), file }

test('a list of the law is imported by its name and date only, and nothing is without a file', () => {
  expect(importOf({ ...begun, reason: 'legal-list' })).toBeUndefined()
  expect(importOf({ ...begun, file: undefined })).toBeUndefined()
  expect(importOf({ ...begun, file: new File([''], 'lista.pdf') })).toBeUndefined()
  const named = { ...begun, reason: 'legal-list', list: ' nao-me-ligue ', listDate: '2026-11-01' } as const
  expect(importOf(named)?.query).toMatchObject({
    ...{ reason: 'legal-list', covers: 'marketing', list: 'nao-me-ligue', listDate: '2026-11-01' },
    ...{ replace: false, skipBad: false },
  })
})

test('without a name nothing is said of a list, whatever was ticked before', () => {
  const { query } = importOf({ ...begun, replace: true, shrink: true, listDate: '2026-11-01' }) ?? {}
  expect(Object.keys(query ?? {})).not.toContain('list')
  expect(Object.keys(query ?? {})).not.toContain('replace')
  expect(Object.keys(query ?? {})).not.toContain('listDate')
})
