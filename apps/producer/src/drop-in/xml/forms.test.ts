import { md5Of } from '@disparo/service/users'
import { afterAll, describe, expect, test } from 'vitest'
import { basic } from '../../test-support/test-user.js'
import {
  codeOf,
  filled,
  formHeaders,
  login,
  openXmlDropIn,
  remetente,
  user,
} from './xml-drop-in.test.support.js'

const door = await openXmlDropIn()
afterAll(() => door.close())
const [account] = door.accounts

const plain = filled(
  'dispatch-full',
  remetente,
  '',
  'ns',
  'a',
  '11987554321',
  'João & Cia',
  '2133334444',
  '😀',
)
const text = plain.replace('João & Cia', 'João &amp; Cia')
const ascii = text.replace('😀', 'ação')
const latin1 = Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${ascii}`, 'latin1')
const authorization = basic(user.name, user.password)

/** The variables of the messages that an answer's code stands for. */
async function variables(reply: Parameters<typeof codeOf>[0]): Promise<unknown> {
  const page = await account.disparo.batchMessages(codeOf(reply))
  const messages = await account.queued(page?.messages.map(({ id }) => id) ?? [])
  return messages.flatMap(({ components }) =>
    components?.map(({ parameters }) => parameters.map((parameter) => 'text' in parameter && parameter.text)),
  )
}

async function multipart(parts: Readonly<Record<string, string | Buffer>>, filename?: string) {
  const form = new FormData()
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([new Uint8Array(value)]), filename ?? 'documento.xml')
  }
  const response = new Response(form)
  const type = response.headers.get('content-type') ?? ''
  return door.post(Buffer.from(await response.arrayBuffer()), { 'content-type': type })
}

/** A form as PHP makes it of a document in Latin-1. */
function urlencoded(document: Buffer): string {
  const escaped = [...document].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
  return `${new URLSearchParams(login)}&XML=${escaped}`
}

describe('a document may come', () => {
  test('urlencoded', async () => {
    expect(await variables(await door.ask(text))).toEqual([['João & Cia'], ['😀']])
  })

  test('as multipart fields, and as a file', async () => {
    expect(await variables(await multipart({ ...login, Client: '42', XML: text }))).toEqual([
      ['João & Cia'],
      ['😀'],
    ])
    const file = await multipart({ XML: Buffer.from(text), ...login })
    expect(await variables(file)).toEqual([['João & Cia'], ['😀']])
  })

  test.each([
    'application/xml',
    'text/xml; charset=utf-8',
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/json',
  ])('as the body itself, with HTTP Basic, as %s', async (type) => {
    const reply = await door.post(`\uFEFF\n${text}`, { authorization, 'content-type': type })
    expect(await variables(reply)).toEqual([['João & Cia'], ['😀']])
  })

  test('as the body itself, of no type at all', async () => {
    expect(await variables(await door.post(text, { authorization }))).toEqual([['João & Cia'], ['😀']])
  })
})

describe('Latin-1 is read', () => {
  const expected = [['João & Cia'], ['ação']]

  test('urlencoded, multipart and bare, where the document declares it', async () => {
    expect(await variables(await door.post(urlencoded(latin1), formHeaders))).toEqual(expected)
    expect(await variables(await multipart({ ...login, XML: latin1 }))).toEqual(expected)
    expect(
      await variables(await door.post(latin1, { authorization, 'content-type': 'application/xml' })),
    ).toEqual(expected)
  })

  test('with the marks that Windows-1252 has more', async () => {
    const marked = Buffer.from(latin1.toString('latin1').replace('ação', '\x93ação\x94 \x80 5'), 'latin1')
    expect(await variables(await door.post(urlencoded(marked), formHeaders))).toEqual([
      ['João & Cia'],
      ['“ação” € 5'],
    ])
  })

  test('where only the Content-Type says so', async () => {
    const body = Buffer.from(ascii, 'latin1')
    const type = { authorization, 'content-type': 'text/xml; charset="ISO-8859-1"' }
    expect(await variables(await door.post(body, type))).toEqual(expected)
  })

  test('and a form in UTF-8 is UTF-8, though its declaration was copied from elsewhere', async () => {
    const mistaken = `<?xml version="1.0" encoding="ISO-8859-1"?>${ascii}`
    expect(await variables(await door.ask(mistaken))).toEqual(expected)
  })

  test('but not bytes that are not what they are said to be', async () => {
    const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${ascii}`, 'latin1')
    const reply = await door.post(body, { authorization, 'content-type': 'application/xml' })
    expect(reply.answer).toMatchObject({ kind: 'error', id: '02' })
  })
})

describe('the fields of a form', () => {
  test('may be written in any case, and the MD5 too', async () => {
    const fields = { USER: user.name, pass: md5Of(user.password).toUpperCase(), client: '', xml: text }
    const reply = await door.post(new URLSearchParams(fields).toString(), formHeaders)
    expect(codeOf(reply)).toMatch(/^[0-9a-f-]{36}$/)
    expect(codeOf(await multipart(fields))).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('count by their last occurrence', async () => {
    const reply = await door.post(`XML=nada&${new URLSearchParams({ ...login, XML: text })}`, formHeaders)
    expect(codeOf(reply)).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('may come with HTTP Basic in the place of User and Pass', async () => {
    const body = new URLSearchParams({ XML: text }).toString()
    expect(codeOf(await door.post(body, { ...formHeaders, authorization }))).toMatch(/^[0-9a-f-]{36}$/)
  })

  test.each([
    ['no XML', ''],
    ['an empty one', '&XML='],
  ])('with %s are told so', async (_title, rest) => {
    const reply = await door.post(`${new URLSearchParams(login)}${rest}`, formHeaders)
    expect(reply).toMatchObject({ status: 200, answer: { kind: 'error', id: '02' } })
    expect(reply.text).toContain('Falta o documento')
  })
})
