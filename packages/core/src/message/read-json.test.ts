import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MalformedJsonError, readJson } from './read-json.js'

function errorOf(text: string): unknown {
  try {
    return readJson(text)
  } catch (error) {
    return error
  }
}

describe('readJson', () => {
  it('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!text.includes('__proto__') && !text.includes('constructor'))
        expect(readJson(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('reads comments, and leaves the slashes of links alone', () => {
    const text = '{ /* one */ "link": "http://a.b//c", // the link\n "index": 1 // its place\n}'
    expect(readJson(text)).toEqual({ link: 'http://a.b//c', index: 1 })
  })

  it('reads a text that begins with a byte order mark', () => {
    expect(readJson('\ufeff{"a": 1}')).toEqual({ a: 1 })
  })

  it.each([
    '{"__proto__": {"polluted": true}}',
    '{"a": [{"__proto__": 1}]}',
    '{"constructor": {"prototype": {}}}',
    '{"\\u005f_proto__": 1}',
    '{"__proto__": 1} // with a comment',
    '{"__pro/**/to__": 1, "__proto__": 2}',
  ])('refuses the poisoned %s', (text) => {
    expect(errorOf(text)).toBeInstanceOf(MalformedJsonError)
  })

  it.each(['', '{', 'hello', '{"to": 5511987554321, x}', '{"a": 1,}', '// nothing', '{"a": "b\n"}'])(
    'refuses %j with a SyntaxError that has a code',
    (text) => {
      const error = errorOf(text)
      expect(error).toBeInstanceOf(SyntaxError)
      expect(error).toMatchObject({ name: 'MalformedJsonError', code: 'MALFORMED_JSON' })
    },
  )

  it('repeats nothing of the text in its error', () => {
    const error = errorOf('{"to": 5511987554321, "text": segredo}') as Error
    expect(`${error.message} ${String(error.cause)}`).not.toMatch(/5511|segredo/)
  })

  it('tells line and column, with comments and a byte order mark, too', () => {
    expect((errorOf('{\n  "a": 1\n  "b": 2\n}') as Error).message).toMatch(/line 3, column 3$/)
    expect((errorOf('\ufeff{\n  "a": 1, // one\n  b: 2\n}') as Error).message).toMatch(/line 3, column 3$/)
  })
})
