import { expect, test } from 'vitest'
import { readCsvRows } from './read-csv-rows.js'

const file = (...parts: BlobPart[]) => new Blob(parts)
const columns = ['Nome', 'Fone']

test('rows are those of the service: blank ones are none, and lines count as a spreadsheet does', async () => {
  const csv = file('\ufeffNome;Fone\r\n"Ana\nMaria";1\r\n;\r\n\r\n"a ""b"" c";2\r\nx"y;3')
  const rows = await readCsvRows(csv, { columns, total: 3 }, { limit: 10 })
  expect(rows).toEqual([
    { row: 1, line: 2, cells: ['Ana\nMaria', '1'] },
    { row: 2, line: 5, cells: ['a "b" c', '2'] },
    { row: 3, line: 6, cells: ['x"y', '3'] },
  ])
})

test('a page is those behind a row without some, or those that are named', async () => {
  const csv = file('Nome,Fone\n', ...Array.from({ length: 100_000 }, (_, index) => `p${index + 1},1\n`))
  const known = { columns, total: 100_000 }
  const numbers = async (wanted: Parameters<typeof readCsvRows>[2]) =>
    (await readCsvRows(csv, known, wanted))?.map(({ row }) => row)
  expect(await numbers({ after: 50_000, without: new Set([50_001, 50_003]), limit: 3 })).toEqual([
    50_002, 50_004, 50_005,
  ])
  expect(await numbers({ rows: [99_999, 7], limit: 50 })).toEqual([7, 99_999])
})

test('tabs, Excel’s own first line and other encodings are read', async () => {
  const said = file('sep=;\nNome;Fone\nAna;1\n')
  expect(await readCsvRows(said, { columns, total: 1 }, { limit: 9 })).toEqual([
    { row: 1, line: 2, cells: ['Ana', '1'] },
  ])
  const latin = file(new Uint8Array([...Buffer.from('Nome\tFone\nJos', 'latin1'), 0xe9, 0x09, 0x31]))
  const known = { columns, total: 1, encoding: 'windows-1252' } as const
  expect(await readCsvRows(latin, known, { limit: 9 })).toMatchObject([{ cells: ['José', '1'] }])
})

test('where the service has read something else, nothing is shown from here', async () => {
  const csv = file('Nome;Fone\nAna;1\n')
  expect(await readCsvRows(csv, { columns: ['Nome'], total: 1 }, { limit: 9 })).toBeUndefined()
  expect(await readCsvRows(csv, { columns, total: 2 }, { limit: 9 })).toBeUndefined()
})
