import { BadRow, SourceRow } from '@disparo/core'
import { expect, test } from 'vitest'
import { readMapping } from './column-mapping.js'
import { openCsv } from './csv-rows.js'
import type { InvalidColumnsError } from './table-rows.js'

const head = 'to,namespace,elementName'

async function* chunks(...parts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part)
}

async function read(...parts: (string | Buffer)[]) {
  const reader = await openCsv(chunks(...parts))
  const read: SourceRow[] = []
  for await (const row of reader.rows) if (row instanceof SourceRow) read.push(row)
  return { reader, read, rows: read.map(({ content }) => content) }
}

function problemsOf(row: unknown) {
  return row instanceof BadRow ? row.problems : []
}

test('a row becomes the friendly form, and empty cells are absent fields', async () => {
  const { rows } = await read(
    'externalLabel,to,namespace,elementName,body2,body1,headerDocument,headerFilename,button1,coupon,category,key,sendAt\n',
    'natal,5511987554321,ns,oferta,dois,um,https://x.example/a.pdf,Guia,promo,CUPOM,Marketing,k1,2026-12-01T09:00:00-03:00\n',
    ',5511987554321,ns,aviso,,,,,,,,,\n',
  )
  expect(rows).toEqual([
    {
      to: '5511987554321',
      template: { namespace: 'ns', elementName: 'oferta' },
      header: { document: { link: 'https://x.example/a.pdf', filename: 'Guia' } },
      body: ['um', 'dois'],
      buttons: [
        { url: 'promo', index: 1 },
        { coupon: 'CUPOM', index: 0 },
      ],
      externalLabel: 'natal',
      category: 'Marketing',
      key: 'k1',
      sendAt: '2026-12-01T09:00:00-03:00',
    },
    { to: '5511987554321', template: { namespace: 'ns', elementName: 'aviso' } },
  ])
})

test('blanks at the ends of cells are none of theirs', async () => {
  const { rows } = await read(
    'to, namespace, elementName, body1, key\n',
    '5511987650007, default,\u00a0aviso, Maria ,\u200bk-7\n',
  )
  expect(rows).toEqual([
    {
      to: '5511987650007',
      template: { namespace: 'default', elementName: 'aviso' },
      body: ['Maria'],
      key: 'k-7',
    },
  ])
})

test.each([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
])('the header tells the delimiter: %s', async (_, delimiter) => {
  const lines = [`${head},body1`, '5511987554321,ns,el,a|b'].map((line) => line.replaceAll(',', delimiter))
  const { rows } = await read(lines.join('\r\n'))
  expect(rows).toEqual([
    { to: '5511987554321', template: { namespace: 'ns', elementName: 'el' }, body: ['a|b'] },
  ])
})

test('a byte order mark, quotes, line breaks in quotes and any cut into chunks make no difference', async () => {
  const text = `\ufeff"to",namespace,elementName,body1\n551,ns,el,"olá, ""você""\nlinha dois"\n\n552,ns,el,5" tela\n`
  const bytes = Buffer.from(text)
  const whole = await read(bytes)
  const cut = await read(...Array.from(bytes, (byte) => Buffer.from([byte])))
  expect(whole.rows).toMatchObject([{ body: ['olá, "você"\nlinha dois'] }, { body: ['5" tela'] }])
  expect(cut.rows).toEqual(whole.rows)
})

test.each([
  ['an unknown column', `${head},nome\n`, ['nome']],
  ['a missing column', 'to,namespace\n', ['elementName']],
  ['a column twice', `${head},otp,otp\n`, ['otp']],
  ['a variable left out', `${head},body3\n`, ['body1', 'body2']],
  ['an empty file', '', ['column 1', 'to', 'namespace', 'elementName']],
])('%s is named before any row is read', async (_, text, paths) => {
  const error = await openCsv(chunks(text)).then(
    () => undefined,
    (thrown: InvalidColumnsError) => thrown,
  )
  expect(error?.code).toBe('INVALID_COLUMNS')
  const named = error?.problems.map((problem) => problem.path)
  expect(named).toEqual(text === '' ? paths.slice(1) : paths)
})

test('a file without a header is refused without repeating what is in it', async () => {
  const error = await openCsv(chunks('5511987554321,Maria da Silva,el\n')).catch((thrown: unknown) => thrown)
  expect(JSON.stringify(error)).toContain('column 1')
  expect(JSON.stringify(error)).not.toMatch(/5511987554321|Maria/)
})

test('a gap in the variables is a missing variable, told with everything else that is wrong', async () => {
  const { rows } = await read(`${head},body1,body2,body3,otp\nabc,ns,el,um,,três,1234567890123456\n`)
  const problems = problemsOf(rows[0])
  expect(problems.map((problem) => problem.path).sort()).toEqual(['body2', 'otp', 'to'])
  expect(problems[0]).toMatchObject({ path: 'body2', code: 'variable-gap' })
})

test('two headers, and a filename without its document, are named by column', async () => {
  const { rows } = await read(
    `${head},headerText,headerImage,headerFilename\n5511987554321,ns,el,Oi,https://x.example/i.png,Guia\n`,
  )
  expect(problemsOf(rows[0]).map((problem) => problem.path)).toEqual(['headerImage', 'headerFilename'])
})

test('Windows-1252 and UTF-16 are read, and the reader tells of it', async () => {
  const text = `${head},body1\r\n5511987554321,ns,el,João\r\n`
  for (const [encoding, bytes] of [
    ['windows-1252', Buffer.from(text, 'latin1')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-8', Buffer.from(text)],
  ] as const) {
    const { rows, reader } = await read(bytes)
    expect(rows).toMatchObject([{ body: ['João'] }])
    expect(reader.encoding?.()).toBe(encoding)
  }
})

test('a line in another encoding than those before it breaks off there, told with its line', async () => {
  const { rows, reader } = await read(
    `${head},body1\n5511987554321,ns,el,João\n\n5511987554321,ns,el,"duas\nlinhas"\n`,
    Buffer.from('5511987554321,ns,el,João\n', 'latin1'),
    '5511987554321,ns,el,bem\n',
  )
  expect(rows).toHaveLength(2)
  expect(reader.breakage()).toMatchObject({ row: 3, line: 5, error: { breakage: 'NOT_UTF_8' } })
})

test('a character that was lost before is told at its row and column, and the rows around it go on', async () => {
  const { rows } = await read(`${head},body1\n551,ns,el,bem\n551,ns,el,Jo\ufffdo\n551,ns,el,bem\n`)
  expect(rows.map((row) => row instanceof BadRow)).toEqual([false, true, false])
  expect(problemsOf(rows[1])).toContainEqual({
    ...{ path: 'body1', code: 'lost-character', message: expect.stringContaining('U+FFFD') },
  })
})

test.each([
  ["Excel's line names the delimiter", `sep=|\r\n${head.replaceAll(',', '|')}\r\n55|n,s|e;l\r\n`],
  [
    'and is taken as other programs quote it',
    `\ufeff"SEP=;";;\n${head.replaceAll(',', ';')}\n55;n,s;"e;l"\n`,
  ],
  ['blank lines stand first', `\n;;;\r\n${head.replaceAll(',', ';')}\n55;n,s;"e;l"\n`],
  ['a tab-separated file has commas', `to\tnamespace\telementName\r\n55\tn,s\te;l\r\n`],
  ['empty columns and cells stand at the end', `${head},, \n55,"n,s",e;l,,,,\n\u00a0,,\n`],
  ['names are padded', ` to ,\u00a0namespace, elementName\u200b\n55,"n,s",e;l\n`],
])('%s', async (_, text) => {
  expect((await read(text)).rows).toEqual([{ to: '55', template: { namespace: 'n,s', elementName: 'e;l' } }])
})

test('a cell with something in it beyond the header is none at the end', async () => {
  const { rows } = await read(`${head},,\n5511987554321,ns,el,,mais\n`)
  expect(problemsOf(rows[0])).toMatchObject([{ path: '', message: expect.stringContaining('5 cells') }])
})

test.each([
  ['within a quoted name', `"tele\nfone";to;namespace;elementName\n"a,b";55;n,s;e`],
  ['and after it', `"tele ""fixo""\r\n, outro"\t"to"\tnamespace\telementName\r\nx\t55\tn,s\te;l`],
  [
    'nor does a quote within a name that is not quoted begin one',
    `tela 15";to;namespace;elementName\nx;55;n,s;e`,
  ],
])('a line break %s does not end the header, whose delimiter counts', async (_, text) => {
  const mapping = readMapping({ ignoreColumns: true })
  if (!mapping.ok) throw new Error('The mapping is wrong')
  for (const parts of [[text], text.split(/(?<=\n)/)]) {
    const reader = await openCsv(chunks(...parts), undefined, mapping.mapping)
    const rows: unknown[] = []
    for await (const row of reader.rows) rows.push((row as SourceRow).content)
    expect(rows).toMatchObject([{ to: '55', template: { namespace: 'n,s' } }])
  }
})

test('an empty column between others is named', async () => {
  await expect(openCsv(chunks('to,,namespace,elementName\n'))).rejects.toMatchObject({
    problems: [{ path: 'column 2' }],
  })
})

test('a row with too many or too few cells is bad, and an empty one is no row', async () => {
  const { rows } = await read(
    `${head}\n5511987554321,ns,el,mais\n,,\n5511987554321,ns\n5511987554321,ns,el\n`,
  )
  expect(rows.map((row) => row instanceof BadRow)).toEqual([true, true, false])
})

test('an unclosed quote breaks off at its row, and every row before it has been given', async () => {
  const good = '5511987554321,ns,el,bem\n'.repeat(3000)
  const { rows, reader } = await read(`${head},body1\n${good}5511987554321,ns,el,"sem fim\n${good}`)
  expect(rows).toHaveLength(3000)
  expect(rows.some((row) => row instanceof BadRow)).toBe(false)
  expect(reader.breakage()).toMatchObject({ row: 3001, error: { breakage: 'UNCLOSED_QUOTE' } })
})

test('the paths of problems are the columns they came from', async () => {
  const { read: given } = await read(
    `${head},body1,button0,button2,coupon\n5511987554321,ns,el,um,,b,C\n5511987554321,ns,el,um,a,b,C\n`,
  )
  const pathOf = (row: number, path: string) => given[row - 1]?.pathOf(path)
  expect(pathOf(1, 'body[1]')).toBe('body2')
  expect(pathOf(1, 'header.document.link')).toBe('headerDocument')
  expect(pathOf(1, 'template.elementName')).toBe('elementName')
  expect(pathOf(1, 'buttons[0].url')).toBe('button2')
  expect(pathOf(2, 'buttons[0].url')).toBe('button0')
  expect(pathOf(2, 'buttons[1].url')).toBe('button2')
  expect(pathOf(2, 'buttons[2].coupon')).toBe('coupon')
  expect(pathOf(2, 'to')).toBe('to')
})

test('lines are counted as a spreadsheet does: the header and blank ones, and a cell with line breaks once', async () => {
  const { read: given, reader } = await read(
    `${head},body1\n5511987554321,ns,el,um\n\n,,,\n5511987554321,ns,el,"dois\nlinhas"\n5511987554321,ns,el,três\n1,"`,
  )
  expect(given.map(({ line }) => line)).toEqual([2, 5, 6])
  expect(reader.breakage()).toMatchObject({ row: 4, line: 7 })
})

test('of a mapped field the column of the file is told, too', async () => {
  const mapping = readMapping({
    ...{ template: 'aviso', namespace: 'ns' },
    map: ['to=telefone celular', 'body1=nome'],
  })
  if (!mapping.ok) throw new Error('The mapping is wrong')
  const text = '"Telefone\nCelular",Nome,body2\n55,,um\n'
  const reader = await openCsv(chunks(text), undefined, mapping.mapping)
  for await (const row of reader.rows) {
    const paths = ['to', 'body[0]', 'body[1]', 'template.elementName'].map((row as SourceRow).pathOf)
    expect(paths).toEqual(['to (column "Telefone Celular")', 'body1 (column "Nome")', 'body2', 'elementName'])
  }
  expect.assertions(1)
})

test('what an earlier import said of a row is ignored', async () => {
  const { rows } = await read(`line,problem,${head}\n7,to: must be a phone,5511987554321,ns,el\n`)
  expect(rows).toEqual([{ to: '5511987554321', template: { namespace: 'ns', elementName: 'el' } }])
})
