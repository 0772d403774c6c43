import { expect, it } from 'vitest'
import { readColumns } from './csv-columns.js'
import { readRecord } from './csv-message.js'

it('reference and metadata have columns, whose names are as they are written; a blank cell is absent', () => {
  const header = ['to', 'namespace', 'elementName', 'Reference', 'metadata.Loja', 'metadata.pedido nº']
  const read = readColumns(header)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  const record = (...cells: string[]) =>
    readRecord(read.columns, ['5511987554321', 'ns', 'aviso', ...cells]).row
  expect(record('order 1', 'SP', '4711')).toMatchObject({
    reference: 'order 1',
    metadata: { Loja: 'SP', 'pedido nº': '4711' },
  })
  expect(record('', 'SP', '')).toMatchObject({ metadata: { Loja: 'SP' } })
  expect(record('', '', '')).not.toHaveProperty('metadata')
})
