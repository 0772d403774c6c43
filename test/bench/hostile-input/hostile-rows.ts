import { type HostileBody, numbered, repeated } from './hostile-body.js'

const rowBytes = 64_000
const good = (n: number, more = '') =>
  `{"to":"${5_511_900_000_000 + n}","namespace":"n","elementName":"e"${more}}`
/** As many as fit between them, so that the row has just less than it may have. */
const filled = (begin: string, piece: string, end: string) =>
  begin + piece.repeat(Math.floor((rowBytes - begin.length - end.length) / piece.length)) + end
const variable = '{"type":"text","text":"a"},'
const manyVariables = filled(
  '{"to":"5511900000000","namespace":"n","elementName":"e","components":[{"type":"body","parameters":[',
  variable,
  '{"type":"text","text":"a"}]}]}',
)
const manyEmpty = filled('{"to":"5511900000000","components":[', '{},', '{}]}')
const manyKeys = `{${Array.from({ length: 7_000 }, (_, n) => `"k${n}":0`).join()}}`
const manyComments = filled('{"to":"5511900000000",', '/**/', '"namespace":"n"}')
const deep = `${'['.repeat(rowBytes / 2)}${']'.repeat(rowBytes / 2)}`
const longText = filled('{"to":"', '😀', '","namespace":"n","elementName":"e"}')
const proto = filled('{"to":"5511900000000",', '"__proto__"\t,', '"a":1}')

const rows: Readonly<Record<string, string>> = {
  'empty objects': '{}',
  'rows of 64 KiB, all variables': manyVariables,
  'rows of 64 KiB, all empty components': manyEmpty,
  'rows of 64 KiB, all unknown keys': manyKeys,
  'rows of 64 KiB, all comments': manyComments,
  'rows of 64 KiB, 32,000 deep': deep,
  'rows of 64 KiB, one text': longText,
  'rows of 64 KiB, poisoned names': proto,
  numbers: '1',
}

/** Batches as JSON, NDJSON and CSV. */
export function hostileRows(batches: string, bytes: number): HostileBody[] {
  const json = (worst: string, body: () => Iterable<Buffer>, query = ''): HostileBody => ({
    ...{ door: 'batch, JSON', worst, path: `${batches}${query}`, body },
    headers: { 'content-type': 'application/json' },
  })
  const lines = (worst: string, body: () => Iterable<Buffer>): HostileBody => ({
    ...{ door: 'batch, NDJSON', worst, path: batches, body },
    headers: { 'content-type': 'application/x-ndjson' },
  })
  const csv = (worst: string, body: () => Iterable<Buffer>, charset = ''): HostileBody => ({
    ...{ door: 'batch, CSV', worst, path: batches, body },
    headers: { 'content-type': `text/csv${charset}` },
  })
  const list = { begin: '[', end: '{}]' }
  const kinds = Object.entries(rows)
  const header = 'to,namespace,elementName\n'
  return [
    ...kinds.map(([worst, row]) => json(worst, () => repeated(`${row},`, bytes, list))),
    json('one row, millions of variables', () =>
      repeated(variable, bytes, {
        begin: `[${good(0, ',"components":[{"type":"body","parameters":[').slice(0, -1)}`,
        end: '{"type":"text","text":"a"}]}]}]',
      }),
    ),
    json('one row, one text', () => repeated('x', bytes, { begin: '[{"to":"', end: '"}]' })),
    json('one row, ever deeper', () => repeated('[', bytes, { begin: '[' })),
    json('nothing but blanks', () => repeated(' ', bytes)),
    json('nothing but commas', () => repeated(',', bytes, list)),
    json('nothing but comments', () => repeated('/**/', bytes, { begin: '[', end: ']' })),
    json('good rows, checked first', () => numbered((n) => `${good(n)},`, bytes / 4, list), '?strict=true'),
    json('one person, ever other times', () =>
      numbered(
        (n) => `${good(0, `,"sendAt":"${new Date(Date.now() + 3_600_000 + n * 1_000).toISOString()}"`)},`,
        bytes / 4,
        list,
      ),
    ),
    ...kinds.map(([worst, row]) => lines(worst, () => repeated(`${row}\n`, bytes))),
    lines('blank lines', () => repeated('\n', bytes)),
    lines('one line', () => repeated('x', bytes)),
    lines('good rows', () => numbered((n) => `${good(n)}\n`, bytes / 4)),
    lines('rows with keys of their own', () => numbered((n) => `${good(n, `,"key":"k${n}"`)}\n`, bytes / 4)),
    csv('blank lines', () => repeated('\n', bytes, { begin: header })),
    csv('blank lines of an old Mac', () => repeated('\r', bytes, { begin: header })),
    csv(
      'blank lines, Windows-1252',
      () => repeated('\n', bytes, { begin: `${header}` }),
      '; charset=windows-1252',
    ),
    csv('rows of blank cells', () => repeated(`${','.repeat(60_000)}\n`, bytes, { begin: header })),
    csv('rows of 60,000 cells', () => repeated(`${'1,'.repeat(30_000)}\n`, bytes, { begin: header })),
    csv('a header of 60,000 cells', () => repeated(',', 60_000, { end: '\n1\n' })),
    csv('a header of 30,000 names', () => repeated('b,', 60_000, { end: 'x\n1\n' })),
    csv('nothing but quotes', () => repeated('"', bytes, { begin: header })),
    csv('rows of one cell', () => repeated('1\n', bytes, { begin: header })),
    csv('good rows', () => numbered((n) => `${5_511_900_000_000 + n},n,e\n`, bytes / 4, { begin: header })),
  ]
}
