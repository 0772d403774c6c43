import { expect, test } from 'vitest'
import { cellOf, type Draft, mappingOf, missingFields, nameOfFile, typeOfFile } from './draft.js'

const draft: Draft = {
  file: new File([], 'clientes.csv'),
  contentType: 'text/csv',
  table: { columns: ['Nome', 'Fone'], rows: [], total: 0 },
  template: { name: 'aviso', variables: ['1'], buttons: [] },
  typed: { name: '', namespace: '', variables: 0 },
  columns: { to: 'Fone', body1: 'Nome', body2: 'Nome', reference: '' },
  unique: false,
  check: undefined,
  terms: { name: 'clientes' },
  key: 'key',
}

test('a mapping names the template and the columns it needs, and leaves out all others', () => {
  expect(mappingOf(draft)).toEqual({
    ...{ template: 'aviso', namespace: 'default', ignoreColumns: true },
    map: ['to=Fone', 'body1=Nome'],
  })
  expect(
    mappingOf({ ...draft, table: { ...draft.table, columns: ['to', 'namespace', 'elementName'] } }),
  ).toEqual({})
})

test('what must be filled and is not, is told, the template too', () => {
  expect(missingFields(draft)).toEqual([])
  expect(missingFields({ ...draft, columns: {} })).toEqual(['to', 'body1'])
  expect(missingFields({ ...draft, template: undefined })).toEqual(['template'])
})

test('a cell is found by its field, and files by their names', () => {
  expect(cellOf(draft, ['Ana', '119'], 'body1')).toBe('Ana')
  expect(cellOf(draft, ['Ana'], 'to')).toBe('')
  expect([typeOfFile('a.CSV'), typeOfFile('a.tsv'), typeOfFile('a.pdf')]).toEqual([
    ...['text/csv', 'text/tab-separated-values', undefined],
  ])
  expect(nameOfFile('Clientes de novembro.v2.xlsx')).toBe('Clientes de novembro.v2')
})
