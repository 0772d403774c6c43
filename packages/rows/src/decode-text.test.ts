import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BrokenInputError } from './broken-input-error.js'
import { decodeText } from './decode-text.js'
import { type DeclaredEncoding, encodingNamed } from './text-encoding.js'

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Buffer, options: { declared?: DeclaredEncoding; size?: number } = {}) {
  const text = decodeText(pieces(bytes, options.size ?? 65_536), options.declared)
  const read: Buffer[] = []
  let error: unknown
  try {
    for await (const chunk of text.chunks) read.push(chunk)
  } catch (thrown) {
    error = thrown
  }
  return { text: Buffer.concat(read).toString(), encoding: text.encoding(), error }
}

const sample = 'to;body1\r\n1;São João\r\n2;ação 漢😀\r\n'
const western = 'to;body1\r\n1;São João – 5 €\r\n2;“ação”\r\n'
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()
const windows1252 = (text: string) =>
  Buffer.from(
    text.replace(/[–€“”]/g, (mark) => ({ '–': '\x96', '€': '\x80', '“': '\x93', '”': '\x94' })[mark] ?? ''),
    'latin1',
  )

test.each([
  ['UTF-8', 'utf-8', Buffer.from(sample), sample],
  ['UTF-8 with a mark', 'utf-8', Buffer.from(`\ufeff${sample}`), sample],
  ['UTF-16 LE with a mark', 'utf-16le', Buffer.from(`\ufeff${sample}`, 'utf16le'), sample],
  ['UTF-16 BE with a mark', 'utf-16be', utf16be(`\ufeff${sample}`), sample],
  ['UTF-16 LE', 'utf-16le', Buffer.from(sample, 'utf16le'), sample],
  ['UTF-16 BE', 'utf-16be', utf16be(sample), sample],
  ['Windows-1252', 'windows-1252', windows1252(western), western],
  ['ASCII', 'utf-8', Buffer.from('to;body1\r1;a\r'), 'to;body1\r1;a\r'],
])('%s is told by its bytes, wherever they are cut', async (_, encoding, bytes, text) => {
  expect(await read(bytes)).toEqual({ text, encoding })
  expect(await read(bytes, { size: 1 })).toEqual({ text, encoding })
  expect(await read(bytes, { size: 3 })).toEqual({ text, encoding })
})

test('what is declared is read so, and a byte order mark says it better', async () => {
  expect(await read(windows1252(western), { declared: 'windows-1252' })).toMatchObject({ text: western })
  expect(await read(Buffer.from('Ã£\n', 'latin1'), { declared: 'windows-1252' })).toMatchObject({
    text: 'Ã£\n',
  })
  expect(await read(utf16be(sample), { declared: 'utf-16' })).toMatchObject({ text: sample })
  expect(await read(Buffer.from(`\ufeff${sample}`), { declared: 'utf-16' })).toMatchObject({ text: sample })
  expect((await read(Buffer.from(sample), { declared: 'utf-16' })).error).toMatchObject({
    breakage: 'NOT_UTF_16',
  })
})

const line = (n: number, end: Buffer) => Buffer.concat([Buffer.from(`${n};`), end, Buffer.from('\r\n')])
const utf8 = Buffer.from('São')
const latin = Buffer.from('S\xe3o', 'latin1')
const ascii = Buffer.from('x'.repeat(70))

test.each([
  ['UTF-8, then what it cannot be', [utf8, utf8, latin], 'NOT_UTF_8', '1;São\r\n2;São\r\n', undefined],
  [
    'Windows-1252, then UTF-8',
    [latin, ascii, utf8],
    'NOT_WINDOWS_1252',
    `1;São\r\n2;${ascii}\r\n`,
    undefined,
  ],
  ['declared UTF-8, and is not', [ascii, latin], 'NOT_UTF_8', `1;${ascii}\r\n`, 'utf-8'],
] as const)(
  '%s: the lines before are given, and the rest is refused',
  async (_, ends, breakage, text, declared) => {
    const bytes = Buffer.concat([...ends, utf8, latin].map((end, index) => line(index + 1, end)))
    for (const size of [1, 7, 65_536]) {
      const found = await read(bytes, { size, ...(declared ? { declared } : {}) })
      expect(found.error).toBeInstanceOf(BrokenInputError)
      expect(found).toMatchObject({ text, error: { breakage } })
    }
  },
)

test('a line without an end is not kept beyond what a row may have', async () => {
  let taken = 0
  async function* endless(): AsyncGenerator<Buffer> {
    for (; taken < 1e9; taken += 10_000) yield Buffer.alloc(10_000, 'x')
  }
  const text = decodeText(endless())
  await expect(text.chunks.next()).resolves.toMatchObject({ value: Buffer.alloc(0) })
  await expect(text.chunks.next()).rejects.toMatchObject({ breakage: 'LONG_LINE' })
  expect(taken).toBeLessThan(100_000)
})

test('any text comes back from any encoding that has its characters, in any pieces', async () => {
  const texts = fc.string({ unit: fc.constantFrom('a', ';', '\n', '\r', 'ã', 'É', 'º', '漢', '😀') })
  await fc.assert(
    fc.asyncProperty(
      texts,
      fc.nat(9),
      fc.constantFrom('utf8', 'utf16le', 'utf16be'),
      async (text, size, as) => {
        const whole = `to;${text}`
        const bytes = as === 'utf16be' ? utf16be(whole) : Buffer.from(whole, as as BufferEncoding)
        expect(await read(bytes, { size: size + 1 })).toMatchObject({ text: whole, error: undefined })
      },
    ),
  )
})

test('the names of encodings are those of the web', () => {
  expect(['UTF-8', ' utf8', 'ISO-8859-1', 'Latin1', 'UTF-16', 'utf-7'].map(encodingNamed)).toEqual([
    'utf-8',
    'utf-8',
    'windows-1252',
    'windows-1252',
    'utf-16',
    undefined,
  ])
})
