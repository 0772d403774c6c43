import { expect, test } from 'vitest'
import { suspicionLog } from './row-warnings.js'

const saying = (elementName: string, ...texts: string[]) => ({
  to: '5511987554321',
  namespace: 'default',
  elementName,
  components: [{ type: 'body' as const, parameters: texts.map((text) => ({ type: 'text' as const, text })) }],
})

test('a batch without anything odd has no suspicions', () => {
  const log = suspicionLog()
  for (let row = 1; row <= 5; row++) log.inspect({ row }, saying('aviso', 'Ana', 'Bia'))
  log.inspect({ row: 6 }, saying('outro', 'Ana'))
  expect(log.list()).toEqual([])
})

test('rows of one template that fill fewer variables than most are named', () => {
  const log = suspicionLog()
  for (let row = 1; row <= 20; row++) log.inspect({ row }, saying('aviso', 'Ana', 'Bia'))
  log.inspect({ row: 21 }, saying('aviso', 'Ana'))
  log.inspect({ row: 22 }, saying('aviso', 'Ana', 'Bia', 'Caio'))
  expect(log.list()).toEqual([{ kind: 'variables', count: 2, rows: [21, 22] }])
})

test('each kind has its count and its first ten rows', () => {
  const log = suspicionLog()
  for (let row = 1; row <= 30; row++) log.inspect({ row }, saying('aviso', row > 10 ? '#N/D' : 'Ana'))
  log.add('past', { row: 30 })
  expect(log.list()).toEqual([
    { kind: 'spreadsheet-error', count: 20, rows: [11, 12, 13, 14, 15, 16, 17, 18, 19, 20] },
    { kind: 'past', count: 1, rows: [30] },
  ])
})

test('a check names rows by their lines, as many of each kind as it wants', () => {
  const log = suspicionLog(15)
  for (let row = 1; row <= 40; row++) {
    log.inspect({ row, line: row + 1 }, row > 20 ? saying('aviso', '#N/D') : saying('aviso', 'Ana', 'Bia'))
  }
  const [first] = log.list()
  expect(first).toMatchObject({ kind: 'variables', count: 20, rows: { length: 10 } })
  const named = log.named()
  expect(named).toHaveLength(30)
  expect(named[0]).toEqual({ kind: 'variables', row: 21, line: 22 })
  expect(named.at(-1)).toEqual({ kind: 'spreadsheet-error', row: 35, line: 36 })
  expect(suspicionLog().named()).toEqual([])
})

test('any number of templates and forms is looked through in bounded memory', () => {
  const log = suspicionLog()
  for (let row = 1; row <= 5_000; row++) log.inspect({ row }, saying(`t${row}`, 'Ana'))
  for (let row = 1; row <= 90; row++)
    log.inspect({ row }, saying('t1', ...Array.from({ length: row }, () => 'a')))
  expect(log.list()).toEqual([{ kind: 'variables', count: 19, rows: expect.any(Array) }])
})
