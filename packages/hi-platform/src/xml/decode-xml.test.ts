import { expect, test } from 'vitest'
import { decodeAnswer, decodeXml } from './decode-xml.js'

const utf8 = (text: string) => Buffer.from(text, 'utf8')
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const document = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>João, ação</a>`

test.each([
  ['UTF-8, declared', utf8(document('UTF-8')), undefined],
  ['ISO-8859-1, declared', latin1(document('ISO-8859-1')), undefined],
  ['ISO-8859-1, by the transport', latin1('<a>João, ação</a>'), 'iso-8859-1'],
  ['UTF-8, by the transport against the declaration', utf8(document('ISO-8859-1')), 'UTF-8'],
  ['UTF-8, not declared', utf8('<a>João, ação</a>'), undefined],
  ['ISO-8859-1, not declared', latin1('<a>João, ação</a>'), undefined],
  ['UTF-8 with a BOM against the declaration', utf8(`\uFEFF${document('ISO-8859-1')}`), undefined],
])('%s is read', (_title, bytes, charset) => {
  expect(decodeXml(bytes, charset)).toContain('<a>João, ação</a>')
})

test.each(['ISO-8859-1', 'windows-1252', 'us-ascii', undefined])(
  'what %s has of Windows-1252 is read',
  (charset) => {
    const quoted = Buffer.from('<a>\x93R$ 10\x94 \x96 \x80 5</a>', 'latin1')
    expect(decodeXml(quoted, charset)).toBe('<a>“R$ 10” – € 5</a>')
  },
)

test.each([
  ['UTF-16', Buffer.from(`\uFEFF${document('UTF-16')}`, 'utf16le'), 'utf-16'],
  ['an encoding nobody knows', utf8(document('EBCDIC-BR')), undefined],
  ['ISO-8859-1 that says it is UTF-8', latin1(document('UTF-8')), undefined],
])('%s is refused', (_title, bytes, charset) => {
  expect(() => decodeXml(bytes, charset)).toThrow(expect.objectContaining({ code: 'encoding' }))
})

test.each([
  ['ISO-8859-1 that says it is UTF-8', latin1(document('UTF-8')), 'text/xml; charset="utf-8"'],
  ['an encoding nobody knows', latin1(document('EBCDIC-BR')), 'text/xml'],
  ['ISO-8859-1, by the header', latin1('<a>João, ação</a>'), 'text/xml;charset=ISO-8859-1'],
])('an answer in %s is read all the same', (_title, bytes, contentType) => {
  expect(decodeAnswer(bytes, contentType)).toContain('<a>João, ação</a>')
})
