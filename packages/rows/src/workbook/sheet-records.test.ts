import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sheetRecords } from './sheet-records.js'
import { workbookParts, zipOf } from './zip.test.support.js'

const folder = await mkdtemp(join(tmpdir(), 'workbook-test-'))
afterAll(() => rm(folder, { recursive: true }))

async function read(file: Buffer, sheet?: string) {
  const path = join(folder, 'book.xlsx')
  await writeFile(path, file)
  const rows: (readonly string[])[] = []
  const lines: number[] = []
  for await (const { cells, line } of sheetRecords(path, sheet)) {
    rows.push(cells)
    lines.push(line)
  }
  return { rows, lines }
}

const row = (cells: string) => `<row>${cells}</row>`
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`
const head = row(['to', 'b', 'c'].map(inline).join(''))
const cells = async (given: string, more: Parameters<typeof workbookParts>[1] = {}) =>
  (await read(zipOf(workbookParts(head + row(given), more)))).rows[1]

test('numbers are never in scientific form, and a phone has no fraction', async () => {
  expect(
    await cells('<c><v>5511987650101</v></c><c><v>5.511987650101E12</v></c><c><v>5511987650101.0</v></c>'),
  ).toEqual(['5511987650101', '5511987650101', '5511987650101'])
  expect(await cells('<c><v>19.899999999999999</v></c><c><v>1E-7</v></c><c><v>-1.5e+21</v></c>')).toEqual([
    '19.9',
    '0.0000001',
    '-1500000000000000000000',
  ])
})

test('dates are ISO without a zone, times are times, in both calendars', async () => {
  const formats =
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="&quot;dia&quot; 0.00;[Red]-0.00"/>'
  const cellXfs = [164, 20, 165, 166, 14].map((id) => `<xf numFmtId="${id}"/>`).join('')
  const given =
    '<c s="0"><v>46353.375</v></c><c s="1"><v>0.375</v></c><c s="2"><v>1.0833333333333333</v></c><c s="3"><v>46353.5</v></c><c s="4"><v>1</v></c>'
  expect(await cells(given, { formats, cellXfs })).toEqual([
    ...['2026-11-27T09:00:00', '09:00', '26:00', '46353.5', '1900-01-01'],
  ])
  const mac = await cells('<c s="4"><v>44891</v></c>', { formats, cellXfs, properties: 'date1904="1"' })
  expect(mac?.[0]).toBe('2026-11-27')
})

test('texts are shared, rich, from formulas, escaped; errors are their text', async () => {
  const shared =
    '<si><r><t xml:space="preserve">São </t></r><r><t>João</t></r><rPh><t>x</t></rPh></si><si><t>a &amp; b_x0041_</t></si>'
  expect(await cells('<c t="s"><v>0</v></c><c t="s"><v>1</v></c>', { shared })).toEqual([
    'São João',
    'a & bA',
    '',
  ])
  const formula =
    '<c t="str"><f>A1&amp;"x"</f><v>feito</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="b"><v>1</v></c>'
  expect(await cells(formula)).toEqual(['feito', '#DIV/0!', 'TRUE'])
})

test('blank rows are left out, lines count as the spreadsheet does, and cells stand in their columns', async () => {
  const rows = `<row r="3">${['to', 'b', 'c'].map(inline).join('')}</row><row r="4"/><row r="7">${inline(' \u00a0')}</row><row r="9"><c r="C9"><v>1</v></c><c r="XFD9" s="0"/></row><row>${inline('x')}</row>`
  expect(await read(zipOf(workbookParts(rows)))).toEqual({
    rows: [
      ['to', 'b', 'c'],
      ['', '', '1'],
      ['x', '', ''],
    ],
    lines: [3, 9, 10],
  })
})

test('the first visible sheet is read, and a hidden one only by its name', async () => {
  const sheets = '<x:sheet name="Velha" state="hidden" rel:id="r1"/>'
  const file = zipOf(workbookParts(head, { sheets }))
  await expect(read(file)).rejects.toMatchObject({ fault: 'NO_SHEET' })
  expect((await read(file, 'VELHA')).rows).toHaveLength(1)
})

const deep = '<a>'.repeat(100)
const good = zipOf(workbookParts(head))
test.each([
  [
    'another ZIP file',
    'NO_WORKBOOK',
    () => zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }),
  ],
  ['a file that ends early', 'DAMAGED', () => good.subarray(0, good.length - 30)],
  [
    'a part that is larger than it says',
    'DAMAGED',
    () => zipOf(workbookParts(head.repeat(50)), { size: 40 }),
  ],
  ['XML that is none', 'DAMAGED', () => zipOf(workbookParts('<row><c></row>'))],
  [
    'entities of its own',
    'DAMAGED',
    () => zipOf({ ...workbookParts(head), 'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>' }),
  ],
  ['elements without end in one another', 'DAMAGED', () => zipOf(workbookParts(deep))],
  ['a text that is not there', 'DAMAGED', () => zipOf(workbookParts(row('<c t="s"><v>9</v></c>')))],
  ['rows that go back', 'DAMAGED', () => zipOf(workbookParts('<row r="2"/><row r="1"/>'))],
  [
    'a row that is too long',
    'LONG_ROW',
    () => zipOf(workbookParts(row(inline('x'.repeat(30_000)).repeat(3)))),
  ],
  [
    'an attribute that is too long',
    'DAMAGED',
    () => zipOf(workbookParts(`<row r="${'1'.repeat(300_000)}"/>`)),
  ],
  [
    'too many rows',
    'TOO_MANY_ROWS',
    () => zipOf(workbookParts('<row><c><v>1</v></c></row>'.repeat(200_002))),
  ],
])(
  '%s is refused: %s',
  async (_, fault, file) => {
    await expect(read(file())).rejects.toMatchObject({ code: 'WORKBOOK', fault })
  },
  120_000,
)

test('what would unpack to more than is read is refused before it does, whatever it says of itself', async () => {
  const blanks = (bytes: number) => ({
    ...workbookParts(''),
    'xl/worksheets/sheet1.xml': Buffer.alloc(bytes, ' '),
  })
  const bomb = zipOf(blanks(160_000_000))
  expect(bomb.length).toBeLessThan(1_000_000)
  await expect(read(bomb)).rejects.toMatchObject({ fault: 'TOO_LARGE' })
  await expect(read(zipOf(blanks(2_000_000), { size: 1_000 }))).rejects.toMatchObject({ fault: 'DAMAGED' })
})

test('a cell with something in it far to the right is refused: all before it would be kept', async () => {
  expect(await cells('<c r="A2"><v>1</v></c><c r="XFD2"/>')).toEqual(['1', '', ''])
  await expect(cells('<c r="XFD2"><v>1</v></c>')).rejects.toMatchObject({ fault: 'LONG_ROW' })
})
