import { expect, it } from 'vitest'
import { datesFrom, type Row } from './report-item.js'
import { reportPage, reportQuery } from './report-page.js'

const start = 1_670_336_766
const row = (n: number, over: Partial<Row['item']> = {}): Row => ({
  shownAt: (start + n) * 1_000,
  item: {
    ...{ sender: '5511912341234', recipient: `${5_511_900_000_001 + n}`, origin: 'API', operatorName: '' },
    ...{ namespace: 'default', elementName: 'aviso', billable: true, externalLabel: '' },
    ...datesFrom((start + n) * 1_000),
    ...over,
  },
})
const query = (more: Record<string, string> = {}) =>
  new URLSearchParams({
    ...{ startDate: `${start}`, endDate: `${start + 60}`, pageSize: '2', pageNumber: '1', ...more },
  })
const recipientsOf = (rows: readonly Row[], params: URLSearchParams, manner = {}, now = start + 60) => {
  const asked = reportQuery(params)
  const { data } = reportPage(rows, asked as NonNullable<typeof asked>, manner, now * 1_000)
  return data.items.map((item) => Number((item as Row['item']).recipient) - 5_511_900_000_001)
}

it('needs the four parameters that the seed calls required', () => {
  for (const name of ['startDate', 'endDate', 'pageSize', 'pageNumber'])
    expect(reportQuery(query({ [name]: '' }))).toBeUndefined()
})

it('gives page by page what was dispatched between both dates, and is shown by now', () => {
  const rows = [row(-1), row(0), row(1), row(59), row(60), row(61)]
  expect(recipientsOf(rows, query())).toEqual([0, 1])
  expect(recipientsOf(rows, query({ pageNumber: '2' }))).toEqual([59, 60])
  expect(recipientsOf(rows, query({ pageNumber: '3' }))).toEqual([])
  expect(recipientsOf(rows, query({ pageNumber: '2' }), {}, start + 59)).toEqual([59])
  expect(recipientsOf(rows, query({ pageSize: '1000' }), { rowsOfPage: 3 })).toEqual([0, 1, 59])
})

it('filters by origin and by senders, and takes an origin that is none for all', () => {
  const rows = [row(0), row(1, { origin: 'OPERADOR' }), row(2, { sender: '5511954325432' })]
  const sized = (more: Record<string, string>) => query({ pageSize: '9', ...more })
  expect(recipientsOf(rows, sized({ origin: 'operador' }))).toEqual([1])
  expect(recipientsOf(rows, sized({ origin: 'lunch' }))).toEqual([0, 1, 2])
  expect(recipientsOf(rows, sized({ sender: '5511954325432' }))).toEqual([2])
  expect(recipientsOf(rows, sized({ sender: '5511954325432,5511912341234' }))).toEqual([0, 1, 2])
})

it('has no date for what has not happened yet', () => {
  const asked = reportQuery(query()) as NonNullable<ReturnType<typeof reportQuery>>
  const [item] = reportPage([row(0)], asked, {}, (start + 1) * 1_000).data.items
  expect(item).toMatchObject({ dispatchDate: start, receivedDate: start + 1, readDate: 0 })
})
