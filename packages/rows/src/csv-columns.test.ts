import { expect, test } from 'vitest'
import { type ColumnMapping, readMapping } from './column-mapping.js'
import { readColumns } from './csv-columns.js'

function read(header: readonly string[], said: ColumnMapping = {}) {
  const mapping = readMapping(said)
  if (!mapping.ok) throw new Error('The mapping is wrong')
  const result = readColumns(header, mapping.mapping)
  return result.ok ? { columns: result.columns } : { problems: result.problems }
}

const exported = ['ID', 'Nome completo', 'TELÉFONE ', 'Cidade']
const aviso = { template: 'aviso', namespace: 'default' }

test('a spreadsheet as it was exported is read by a mapping, and the other columns are ignored', () => {
  const map = ['to=telefone', 'body1=nome completo', 'headerText=Nome completo']
  expect(read(exported, { ...aviso, map, ignoreColumns: true }).columns).toMatchObject({
    count: 4,
    single: { to: 2, headerText: 1 },
    body: [1],
    constants: { namespace: 'default', elementName: 'aviso' },
  })
})

test('names of fields count whatever their cases, accents and blanks', () => {
  expect(read([' TO', 'NameSpace', 'elementname', 'Bódy1']).columns).toMatchObject({
    single: { to: 0, namespace: 1, elementName: 2 },
    body: [3],
  })
})

test('a column that is not known is named with the closest one', () => {
  const { problems = [] } = read(['to', 'namespace', 'element_name', 'Nome', 'Telefone 2', 'xyzw'], aviso)
  const said = Object.fromEntries(problems.map(({ path, message }) => [path, message]))
  expect(said.element_name).toContain('elementName is the closest one')
  expect(said.Nome).toContain('body1 is the closest one')
  expect(said['Telefone 2']).toContain('to is the closest one')
  expect(said.xyzw).not.toContain('closest')
})

test.each([
  [
    'is not in the file',
    ['ID', 'Telefone1'],
    ['to=telefone'],
    'to=telefone: the file has no such column: "Telefone1" is the closest one',
  ],
  [
    'is there twice',
    ['Telefone', 'telefone'],
    ['to=TELEFONE'],
    'to=TELEFONE: the file has this column more than once (columns 1 and 2)',
  ],
])('a mapped column that %s is named with its option', (_, header, map, message) => {
  const { problems } = read(header, { ...aviso, map, ignoreColumns: true })
  expect(problems).toEqual([{ path: 'map', message: expect.stringContaining(message) }])
})

test.each([
  ['a line break', 'Telefone\ncelular'],
  ['a blank that does not break', 'Telefone\u00a0celular'],
  ['blanks twice', ' Telefone  celular '],
  ['what cannot be seen', 'Tele\u00adfone \u200bcelular'],
])('a name with %s in it is found by its words', (_, name) => {
  const { columns } = read([name, 'Nome'], { ...aviso, map: ['to=telefone celular', 'body1=nome'] })
  expect(columns).toMatchObject({ single: { to: 0 }, body: [1] })
})

test('a name with a line break in it is told in one line', () => {
  const { problems } = read(['Fone\ncomercial', 'Nome'], { ...aviso, map: ['body1=nome'] })
  expect(problems?.map(({ path }) => path)).toEqual(['Fone comercial', 'to'])
})

test('where none is near the columns of the file are listed, once', () => {
  const header = ['Telefone Celular', 'Nome\u00a0completo', 'Vendas 2026']
  const { problems = [] } = read(header, { ...aviso, map: ['to=fone', 'body1=cliente'], ignoreColumns: true })
  expect(problems.map(({ message }) => message)).toEqual([
    'to=fone: the file has no such column. It has: "Telefone Celular", "Nome completo" and 1 more',
    'body1=cliente: the file has no such column',
  ])
})

test('of a file without a header none of that is listed', () => {
  const header = ['5511987654321', 'José da Silva', 'Rua Augusta']
  const { problems = [] } = read(header, { ...aviso, map: ['to=fone'], ignoreColumns: true })
  expect(problems.map(({ message }) => message)).toEqual(['to=fone: the file has no such column'])
})

test('a column as it is written goes before one that differs in its cases', () => {
  const { columns } = read(['TELEFONE', 'telefone'], { ...aviso, map: ['to=telefone'], ignoreColumns: true })
  expect(columns?.single).toEqual({ to: 1 })
})

test('a field that is filled twice is refused, unless such columns are ignored', () => {
  const header = ['to', 'telefone', 'elementName']
  const said = { ...aviso, map: ['to=telefone'] }
  expect(read(header, said).problems?.map(({ path }) => path)).toEqual(['to', 'elementName'])
  expect(read(header, { ...said, ignoreColumns: true }).columns?.single).toEqual({ to: 1 })
})

test.each([
  [{ map: ['para=telefone'] }, 'map', 'para=telefone: para is no field'],
  [{ map: ['too=telefone'] }, 'map', 'too=telefone: too is no field: to is the closest one'],
  [{ map: ['to=a', 'to=b'] }, 'map', 'to=b: to is mapped twice'],
  [{ map: ['telefone'] }, 'map', 'telefone: must be field=column'],
  [{ map: ['=telefone'] }, 'map', 'must be field=column'],
  [{ template: 'aviso', map: ['elementName=modelo'] }, 'template', 'fills elementName, which is mapped'],
])('the mapping %j is refused by its option', (said, path, message) => {
  const mapping = readMapping(said)
  expect(mapping).toEqual({ ok: false, problems: [{ path, message: expect.stringContaining(message) }] })
})

test('of a file without a header nothing is repeated but what looks like a name', () => {
  const { problems = [] } = read(['5511987654321', 'José da Silva', 'Ana'])
  expect(JSON.stringify(problems)).not.toMatch(/José|5511/)
})

test.each([
  '011 91357-2468',
  '+55 (11) 91357-2468',
  'elementNam"011 91357-2468,aviso',
  '3133334444',
  '٠١١٩١٣٥٧٢٤٦٨',
])('of a header that ran into a row, with %s, nothing is repeated but the names of fields', (number) => {
  const header = ['to', 'namespace', 'Body1', number, 'meu segredo', 'oferta', 'metadata.segredo', 'Cupom']
  const { problems = [] } = read(header, { map: ['body2=segredos'] })
  expect(JSON.stringify(problems)).not.toMatch(/segredo[^s]|oferta|Cupom|2468|4444/)
  expect(problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['map', 'column 4', 'column 5', 'column 6', 'column 8', 'elementName']),
  )
  expect(read(['to', 'namespace', 'Body1', number, 'to']).problems?.map(({ path }) => path)).toContain('to')
})

test('a header that is mapped repeats nothing of a row that it ran into', () => {
  const { problems = [] } = read(['Telefone', 'Nome5511913572468', 'meu segredo'], {
    ...aviso,
    map: ['to=telefone'],
  })
  expect(problems.map(({ path }) => path)).toEqual(['column 2', 'column 3'])
})

test('a header of tens of thousands of names names its first problems alone', () => {
  const header = Array.from({ length: 30_000 }, (_, index) => `coluna_${index}`)
  const map = Array.from({ length: 90 }, (_, index) => `body${index + 1}=nada_${index}`)
  expect(read(header, { map }).problems).toHaveLength(50)
})
