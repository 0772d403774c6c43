import { fitsXml } from '@disparo/core/internal/message'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runToEnd } from './cooperative-task.js'
import { escapeXml } from './escape-xml.js'
import { InvalidXmlError } from './invalid-xml-error.js'
import { readLenientXml } from './read-lenient-xml.js'
import { readXmlInSteps } from './read-xml.js'
import type { XmlLimits } from './xml-limits.js'

const limits = { maxLength: 1_000_000 }
const read = (text: string, over: Partial<XmlLimits> = {}) =>
  runToEnd(readXmlInSteps(text, { ...limits, ...over }))

function codeOf(text: string, over?: Partial<XmlLimits>): string | undefined {
  try {
    read(text, over)
    return undefined
  } catch (error) {
    return error instanceof InvalidXmlError ? error.code : 'no InvalidXmlError'
  }
}

describe('a document', () => {
  it.each([
    ['without a declaration', '<a>x</a>'],
    ['with one', '<?xml version="1.0" encoding="UTF-8"?><a>x</a>'],
    ['after a BOM', '\uFEFF<?xml version="1.0"?>\n<a>x</a>\n'],
    ['after space', ' \r\n\t<?xml version="1.0"?><a>x</a>'],
    ['with comments', '<!-- x --><a><!-- <b> -->x</a><!-- x -->'],
    ['in upper case', '<A>x</A>'],
    ['with space around its text', '<a>\n  x\n</a>'],
    ['in CDATA', '<a><![CDATA[x]]></a>'],
  ])('%s is read', (_title, text) => {
    expect(read(text)).toEqual({ name: 'a', attributes: new Map(), children: [], text: 'x' })
  })

  it('keeps its numbers, and the space inside its text', () => {
    expect(read('<a>  007  1e3 </a>').text).toBe('007  1e3')
    expect(read('<a> <![CDATA[ & ]]> <b/> Cia </a>').text).toBe('&   Cia')
  })

  it('gives its attributes by their names in lower case', () => {
    const { attributes } = read(`<a TRANS=" 50.01 " Key='a &amp; "b"'/>`)
    expect([...attributes]).toEqual([
      ['trans', '50.01'],
      ['key', 'a & "b"'],
    ])
  })

  it('may use the five entities and numeric references, each resolved once', () => {
    expect(read('<a>&lt;&gt;&amp;&quot;&apos;&#233;&#xE9;&#x1F600;&amp;lt;</a>').text).toBe('<>&"\'éé😀&lt;')
    expect(read('<a><![CDATA[&lt;]]></a>').text).toBe('&lt;')
  })

  it('may have very many references', () => {
    expect(read(`<a>${'&amp;'.repeat(150_000)}</a>`).text).toHaveLength(150_000)
  })

  it('may name things as JavaScript names its own', () => {
    const root = read('<a hasOwnProperty="1"><toString>x</toString></a>')
    expect(root.children[0]?.text).toBe('x')
    expect(read('<a><__proto__ constructor="2">y</__proto__></a>').children[0]).toMatchObject({
      ...{ name: '__proto__', text: 'y', attributes: new Map([['constructor', '2']]) },
    })
  })

  it('may have hyphens in a comment', () => {
    expect(read('<a><!-- -- x -- y -->z</a>').text).toBe('z')
  })

  it('may be cut anywhere while it is read, also in the middle of a character', () => {
    for (const blanks of [16_370, 16_379, 16_380, 16_381, 16_382, 16_383]) {
      const text = `<a>${' '.repeat(blanks)}😀&amp;<![CDATA[😀]]><b c="😀"/></a>`
      expect(read(text)).toMatchObject({ text: '😀&😀', children: [{ attributes: new Map([['c', '😀']]) }] })
      expect(codeOf(`<a>${' '.repeat(blanks)}<!DOCTYPE b></a>`)).toBe('doctype')
    }
  })
})

describe('a document that is refused', () => {
  it.each([
    '',
    ' ',
    'João',
    '{"to":"x"}',
    '<a>',
    '<a></b>',
    '<A></a>',
    '<a/><b/>',
    '<a></a>x',
    '<a>x & y</a>',
    '<a>x < y</a>',
    '<a b></a>',
    '<a b="1" b="2"/>',
    '<a b="1></a>',
    '<a><!-- </a>',
    '<a><![CDATA[ </a>',
    '<a>\u0001</a>',
    '<a>\uD800</a>',
  ])('%j is not well-formed', (text) => {
    expect(codeOf(text)).toBe('not-xml')
  })

  it('is told where the mistake is, in Portuguese, and nothing of what it says', () => {
    const text = '<main>\n<phone>11987554321</fone>\n</main>'
    expect(() => read(text)).toThrow('O documento não é um XML bem formado: veja a linha 2, coluna 19')
  })

  it.each(['&nbsp;', '&eacute;', '&lol;', '&#0;', '&#x110000;', '&#xD800;', '&#99999999999999999999;'])(
    '%s is no entity of ours',
    (reference) => {
      expect(codeOf(`<a>${reference}</a>`)).toBe('entity')
      expect(codeOf(`<a b="${reference}"/>`)).toBe('entity')
    },
  )

  it('is a billion laughs', () => {
    const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`)
    const text = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">${laughs.join('')}]><a>&l9;</a>`
    expect(codeOf(text)).toBe('doctype')
  })

  it.each([
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    '<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>',
    '<!doctype html><html></html>',
    '<a><!ENTITY x "y"></a>',
  ])('declares things: %s', (text) => {
    expect(codeOf(text)).toBe('doctype')
  })

  it('is of 50 MB, which need not be XML to be too large', () => {
    expect(codeOf(`<!DOCTYPE ${'<'.repeat(50_000_000)}`)).toBe('too-large')
  })

  it('is too deep, long before its end', () => {
    expect(codeOf(`${'<a>'.repeat(16)}${'</a>'.repeat(16)}`)).toBeUndefined()
    expect(codeOf(`${'<a>'.repeat(15)}<a/>${'</a>'.repeat(15)}`)).toBeUndefined()
    expect(codeOf(`${'<a>'.repeat(17)}${'</a>'.repeat(17)}`)).toBe('too-deep')
    expect(codeOf('<a>'.repeat(300_000))).toBe('too-deep')
  })

  it('has too many elements', () => {
    expect(codeOf(`<a>${'<b/>'.repeat(9)}</a>`, { maxElements: 10 })).toBeUndefined()
    expect(codeOf(`<a>${'<b/>'.repeat(10)}</a>`, { maxElements: 10 })).toBe('too-many')
  })

  it.each([
    ['attributes', `<a ${Array.from({ length: 2_000 }, (_, n) => `b${n}="1" `).join('')}/>`],
    ['one attribute', `<a b="${'x'.repeat(10_000)}"/>`],
    ['one attribute that does not end', `<a b="${'x'.repeat(100_000)}`],
    ['a name', `<${'a'.repeat(10_000)}/>`],
  ])('has a tag that is too long: %s', (_title, text) => {
    expect(codeOf(text)).toBe('too-large')
  })

  it.each([
    ['text', `<a>${'x '.repeat(10_000)}</a>`],
    ['CDATA', `<a><![CDATA[<b ${'x '.repeat(10_000)}]]></a>`],
    ['a comment', `<a><!-- <b ${'x '.repeat(10_000)} --></a>`],
  ])('but long %s is no long tag', (_title, text) => {
    expect(codeOf(text)).toBeUndefined()
  })
})

describe('a loose document', () => {
  it('may have several roots, text around them, tags that do not match and entities nobody knows', () => {
    const roots = readLenientXml('Warning: x <A>1</A><b><c>&nbsp;&amp;</d></b> y', limits)
    expect(roots.map(({ name, text }) => [name, text])).toEqual([
      ['a', '1'],
      ['b', ''],
    ])
    expect(roots[1]?.children[0]?.text).toBe('&nbsp;&')
  })

  it.each([
    ['attributes', `<a ${'b="1" '.repeat(10_000)}/>`],
    ['attributes behind a quoted >', `<a c=">" ${'b= '.repeat(10_000)}/>`],
    ['attributes of an instruction', `<?a c='?>' > ${'b= '.repeat(10_000)}?><a/>`],
  ])('has a tag that is too long: %s', (_title, text) => {
    expect(() => readLenientXml(text, limits)).toThrow(InvalidXmlError)
  })

  it('has no text where it was cut off', () => {
    expect(readLenientXml('<a><b>5c3ca43c', limits)[0]?.children[0]?.text).toBe('')
  })
})

describe('any text', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())

  it('comes back as it went in, as content and as an attribute, but for the space around it', () => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(fitsXml(value))
        const root = read(`<a b="${escapeXml(value)}">${escapeXml(value)}</a>`)
        expect(root.text).toBe(value.trim())
        expect(root.attributes.get('b')).toBe(value.trim())
      }),
    )
  })

  it('can be escaped, even where XML cannot carry it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\u0000', '\uD800', '\uFFFE', '\u001F'),
        (a, b) => {
          expect(read(`<a>x${escapeXml(a + b)}x</a>`).text).toContain('\uFFFD')
        },
      ),
    )
  })

  it('is read, or refused with an InvalidXmlError', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<a/>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '"',
      "'",
      '&',
      ';',
      '<?',
    )
    const pieces = fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 })
    fc.assert(
      fc.property(pieces, (parts) => {
        const document = parts.join('')
        expect(codeOf(document)).not.toBe('no InvalidXmlError')
        try {
          readLenientXml(document, limits)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidXmlError)
        }
      }),
      { numRuns: 500 },
    )
  })
})
