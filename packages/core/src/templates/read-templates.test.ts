import { describe, expect, it } from 'vitest'
import { readTemplate } from './read-template.js'
import { readTemplateFile } from './read-template-file.js'
import { readTemplates } from './read-templates.js'

const metas = {
  name: 'pedido',
  language: 'pt_BR',
  status: 'APPROVED',
  category: 'UTILITY',
  id: '123',
  quality_score: { score: 'GREEN' },
  components: [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://a.example/x'] } },
    { type: 'BODY', text: 'Olá {{1}}, o pedido {{2}} saiu', example: { body_text: [['Ana', '7']] } },
    { type: 'FOOTER', text: 'Loja' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Parar' },
        { type: 'URL', text: 'Ver', url: 'https://a.example/{{1}}', example: ['7'] },
        { type: 'FLOW', text: 'Novo', flow_id: '1' },
      ],
    },
  ],
}
const read = {
  name: 'pedido',
  language: 'pt_BR',
  status: 'APPROVED',
  category: 'UTILITY',
  header: { type: 'image' },
  body: 'Olá {{1}}, o pedido {{2}} saiu',
  variables: ['1', '2'],
  footer: 'Loja',
  buttons: [
    { type: 'reply', text: 'Parar' },
    { type: 'url', text: 'Ver', url: 'https://a.example/{{1}}' },
    { type: 'other', text: 'Novo' },
  ],
}

describe("a list in Meta's shape", () => {
  it('is read without what is not known here', () => {
    expect(readTemplates([metas])).toEqual({ templates: [read], problems: [] })
  })

  it.each([
    ['under data', { data: [metas] }],
    ['under data, one level deeper, as the report does', { status: 'OK', data: { items: [metas] } }],
    ['under another word', { message_templates: [metas] }],
  ])('is found %s', (_, given) => {
    expect(readTemplates(given)?.templates).toEqual([read])
  })

  it('leads to its next page', () => {
    expect(readTemplates({ data: [metas], paging: { cursors: { before: 'a', after: 'MTA' } } })?.after).toBe(
      'MTA',
    )
    expect(readTemplates({ data: [], paging: { cursors: { after: 'MTA' } } })?.after).toBeUndefined()
    expect(readTemplates({ data: [metas], paging: null })?.after).toBeUndefined()
  })

  it('is read in other cases and with other names for the name', () => {
    const lower = {
      elementName: 'pedido',
      status: 'approved',
      language: { code: 'pt_BR' },
      components: [{ type: 'body', text: '{{ nome }} e {{ valor }}' }],
    }
    expect(readTemplate(lower)).toEqual({
      name: 'pedido',
      language: 'pt_BR',
      status: 'APPROVED',
      body: '{{ nome }} e {{ valor }}',
      variables: ['nome', 'valor'],
      buttons: [],
    })
  })

  it('is none where there is no list', () => {
    for (const given of [null, 'x', 7, {}, { data: 'x' }, { data: { data: { data: [] } } }])
      expect(readTemplates(given)).toBeUndefined()
  })

  it('passes over what has no name, and says so', () => {
    const list = readTemplates([metas, {}, null, 'x', { name: 7 }, { name: ' ' }])
    expect(list?.templates).toHaveLength(1)
    expect(list?.problems).toHaveLength(5)
    expect(list?.problems[0]).toEqual({ path: '[1]', message: 'has no name' })
  })

  it('keeps a body whose variables make no sense, without counting them', () => {
    const template = readTemplate({ name: 'a', components: [{ type: 'BODY', text: '{{1}} {{3}}' }] })
    expect(template).toEqual({ name: 'a', body: '{{1}} {{3}}', buttons: [] })
  })

  it('survives anything in the place of anything', () => {
    for (const odd of [null, 7, 'x', [], {}, [null], [[]], { type: 'BODY' }]) {
      for (const field of ['components', 'language', 'status', 'category', 'namespace'])
        expect(readTemplate({ name: 'a', [field]: odd })).toMatchObject({ name: 'a' })
      expect(readTemplate({ name: 'a', components: [{ type: 'BUTTONS', buttons: odd }] })).toMatchObject({
        name: 'a',
      })
      expect(readTemplate({ name: 'a', components: [{ type: odd, text: odd, format: odd }] })).toMatchObject({
        name: 'a',
      })
    }
  })
})

describe('a file', () => {
  const own = { name: 'aviso', body: 'Olá {{1}}', header: { type: 'image' }, buttons: [{ type: 'coupon' }] }
  const problemsOf = (content: unknown) => {
    const file = readTemplateFile(typeof content === 'string' ? content : JSON.stringify(content))
    return file.ok ? [] : file.problems
  }

  it('may have templates of ours and of Meta, and comments', () => {
    const file = readTemplateFile(`[${JSON.stringify(own)}, // ours\n${JSON.stringify(metas)}]`)
    expect(file).toEqual({
      ok: true,
      templates: [{ ...own, status: 'APPROVED', variables: ['1'] }, read],
    })
  })

  it("may be what Meta's API answers", () => {
    expect(readTemplateFile(JSON.stringify({ data: [metas] }))).toEqual({ ok: true, templates: [read] })
  })

  it.each([
    ['no JSON', '[{"name": "a",', 'file', 'not JSON'],
    ['no list', { name: 'a' }, 'file', 'must be a list'],
    ['nothing', [], 'file', 'no template'],
    ['no body', [{ name: 'a' }], '[0].body', 'is missing (template "a")'],
    ['a field that is not known', [{ ...own, bodi: 'x' }], '[0].bodi', 'is not known here; allowed: name'],
    [
      'a gap',
      [own, { name: 'b', body: '{{1}} e {{3}}' }],
      '[1].body',
      'no {{2}}: they count from 1 without gaps (template "b")',
    ],
    [
      "a gap in Meta's",
      [{ name: 'b', components: [{ type: 'BODY', text: '{{2}}' }] }],
      '[0].components',
      'no {{1}}',
    ],
    [
      'both kinds of variables',
      [{ name: 'b', body: '{{1}} {{nome}}' }],
      '[0].body',
      'numbers and others with names',
    ],
    ['a template twice', [own, own], '[1]', 'the same template as [0]'],
    ['an odd header', [{ ...own, header: { type: 'audio' } }], '[0].header', 'image, document, video'],
    [
      'a link without an address',
      [{ ...own, buttons: [{ type: 'url' }] }],
      '[0].buttons[0].url',
      'is missing',
    ],
    [
      'an odd button',
      [{ ...own, buttons: [{ type: 'link' }] }],
      '[0].buttons[0].type',
      'must have the type url',
    ],
    ['numbers', [1], '[0]', 'must be an object'],
  ])('is refused with what is wrong: %s', (_, content, path, text) => {
    expect(problemsOf(content)).toContainEqual({ path, message: expect.stringContaining(text) })
  })

  it('may have one name in several languages', () => {
    expect(
      problemsOf([
        { ...own, language: 'pt_BR' },
        { ...own, language: 'en' },
      ]),
    ).toEqual([])
  })

  it('says no more than 50 things', () => {
    expect(problemsOf(Array.from({ length: 5_000 }, () => 1))).toHaveLength(50)
    expect(problemsOf(Array.from({ length: 10_001 }, () => own))).toMatchObject([
      { message: expect.stringContaining('10000') },
    ])
  })
})
