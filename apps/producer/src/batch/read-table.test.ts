import { readFile } from 'node:fs/promises'
import { afterAll, expect, test } from 'vitest'
import { startTestServer } from '../test-support/test-server.js'

const server = await startTestServer()
afterAll(() => server.close())

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const read = (body: string | Buffer, query = '', type = 'text/csv') =>
  server.call('POST', `/batches/columns${query}`, { body, type })
const csv = ['Nome;Telefone', 'Ana;(11) 98765-0201', '', 'Bruno;(11) 98765-0202', 'Carla;123'].join('\n')

test('a table is shown as it is read: its columns, its rows by their lines, and how many there are', async () => {
  const { status, body } = await read(csv, '?limit=2')
  expect(status).toBe(200)
  expect(body).toEqual({
    columns: ['Nome', 'Telefone'],
    rows: [
      { row: 1, line: 2, cells: ['Ana', '(11) 98765-0201'] },
      { row: 2, line: 4, cells: ['Bruno', '(11) 98765-0202'] },
    ],
    total: 3,
    encoding: 'utf-8',
  })
  expect((await read(csv, '?rows=3')).body.rows).toEqual([{ row: 3, line: 5, cells: ['Carla', '123'] }])
  expect((await read(csv, '?after=1&limit=1')).body.rows).toMatchObject([{ row: 2 }])
})

test('a workbook is shown, too, also where it is only called a CSV', async () => {
  const file = await readFile(
    new URL('../../../../packages/rows/src/fixtures/e1-planilha.xlsx', import.meta.url),
  )
  const { status, body } = await read(file, '', workbook)
  expect(status).toBe(200)
  expect(body.total).toBeGreaterThan(0)
  expect((await read(file)).body).toEqual(body)
})

test('what is no table, what breaks off and what is asked wrongly is answered as a problem', async () => {
  expect(await read('[]', '', 'application/json')).toMatchObject({ status: 415 })
  expect(await read('Nome\n"Ana')).toMatchObject({ status: 422, body: { type: '/problems/broken-input' } })
  for (const query of ['?rows=0', '?limit=101', '?rows=1,x', '?sheet=a'])
    expect((await read(csv, query)).status).toBe(400)
})
