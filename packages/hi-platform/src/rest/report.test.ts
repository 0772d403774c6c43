import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { readReport } from './report.js'
import { reportSearch } from './report-query.js'

const example = readFileSync(new URL('./fixtures/report-example.json', import.meta.url), 'utf8')
const item = { recipient: '5511998769876', elementName: 'aviso' }

function pageOf(items: unknown): string {
  return JSON.stringify({ status: 'OK', data: { totalResults: 1, totalPages: 1, pageNumber: 1, items } })
}

test("the seed's example answer is understood", () => {
  expect(readReport(example)).toEqual({
    totalResults: 383356,
    totalPages: 1917,
    pageNumber: 1,
    badItems: 0,
    items: [
      {
        sender: '5511912341234',
        recipient: '5511998769876',
        origin: 'API',
        namespace: 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6',
        elementName: 'hiplataform_2',
        billable: true,
        externalLabel: 'black_friday',
        dispatchDate: new Date('2022-12-06T14:26:06Z'),
        sentDate: new Date('2022-12-06T14:26:06Z'),
        receivedDate: new Date('2022-12-06T14:26:07Z'),
        readDate: new Date('2022-12-06T14:27:20Z'),
      },
    ],
  })
})

test.each([undefined, null, 0, '0', '', -1, 'never', 1e300, {}])('a date of %j means not yet', (readDate) => {
  expect(readReport(pageOf([{ ...item, readDate }]))?.items[0]?.readDate).toBeUndefined()
})

test('numbers in quotes and unknown fields do no harm', () => {
  const body = `{"x":1,"data":{"totalResults":"1","totalPages":"1","pageNumber":"1","y":2,
    "items":[{"recipient":5511998769876,"elementName":"aviso","sentDate":"1670336766","z":[]}]}}`
  expect(readReport(body)).toMatchObject({
    totalResults: 1,
    badItems: 0,
    items: [{ recipient: '5511998769876', sentDate: new Date(1670336766_000) }],
  })
})

test.each([
  ['abc-1', 'abc-1'],
  [17, '17'],
  ['', undefined],
  [null, undefined],
  [{ $oid: 'abc' }, undefined],
])('an id of %j, which the documented report does not have, is read as %j', (id, read) => {
  expect(readReport(pageOf([{ ...item, id }]))).toMatchObject({ badItems: 0, items: [{ id: read }] })
})

test('items without a recipient or a template are dropped and counted', () => {
  const bad = [null, 7, [], {}, { recipient: '5511998769876' }, { ...item, recipient: '' }]
  const page = readReport(pageOf([...bad, item]))
  expect(page).toMatchObject({ badItems: bad.length, items: [item] })
  expect(page?.items).toHaveLength(1)
})

test('a page longer than was asked for, or of nothing but values, is no report, and is not even parsed', () => {
  const page = pageOf([item, item])
  expect(readReport(page, { pageSize: 2 })?.items).toHaveLength(2)
  expect(readReport(page, { pageSize: 1 })).toBeUndefined()
  const many = (value: string) =>
    pageOf([]).replace('[]', `[${Array.from({ length: 600_000 }, () => value)}]`)
  const parsed = vi.spyOn(JSON, 'parse')
  for (const value of ['{}', '0', '[]', '""']) expect(readReport(many(value))).toBeUndefined()
  expect(parsed).not.toHaveBeenCalled()
  parsed.mockRestore()
})

test('texts of any length or with control characters are none, and such a person or template is a bad item', () => {
  const long = 'x'.repeat(1_000)
  const odd = {
    origin: long,
    sender: 'a\u0000',
    namespace: long,
    externalLabel: long,
    operatorName: 'a\u2028b',
    id: long,
  }
  expect(readReport(pageOf([{ ...item, ...odd }]))?.items).toEqual([
    { ...item, origin: '', sender: '', namespace: '' },
  ])
  expect(
    readReport(
      pageOf([
        { ...item, recipient: long },
        { ...item, elementName: long },
      ]),
    )?.badItems,
  ).toBe(2)
})

test('no number of pages is believed that nobody could read', () => {
  const pages = (totalPages: number) =>
    readReport(pageOf([item]).replace('"totalPages":1', `"totalPages":${totalPages}`))
  expect(pages(1_917)).toBeDefined()
  expect(pages(1e15)).toBeUndefined()
})

test.each([
  ['an empty body', ''],
  ['a page cut short', example.slice(0, 300)],
  [
    'an error in JSON',
    '{"status":"ERROR","data":{"totalResults":0,"totalPages":0,"pageNumber":1,"items":[]}}',
  ],
  ['a page without items', '{"status":"OK","data":{"totalResults":0,"totalPages":0,"pageNumber":1}}'],
  ['a page without counts', '{"status":"OK","data":{"items":[]}}'],
  ['an HTML page', '<html></html>'],
])('%s is no report, and proves nothing absent', (_title, body) => {
  expect(readReport(body)).toBeUndefined()
})

test('no body makes the reader fail', () => {
  const body = fc.oneof(fc.string(), fc.json(), fc.array(fc.jsonValue()).map(pageOf))
  fc.assert(
    fc.property(body, (text) => {
      expect(() => readReport(text)).not.toThrow()
    }),
  )
})

test('a query covers the whole of the time asked for, in seconds', () => {
  const query = { startDate: new Date(1_999), endDate: new Date(2_001), origin: 'api' as const }
  expect(reportSearch({ ...query, senders: ['5511912341234', '5511954325432'] })).toBe(
    'pageSize=1000&pageNumber=1&startDate=1&endDate=3&origin=api&sender=5511912341234%2C5511954325432',
  )
})

test.each([
  { pageSize: 0 },
  { pageSize: 1001 },
  { pageSize: 1.5 },
  { pageNumber: 0 },
  { pageNumber: Number.NaN },
])('a query for %j is refused', (page) => {
  expect(() => reportSearch({ startDate: new Date(0), endDate: new Date(1), ...page })).toThrow(RangeError)
})
