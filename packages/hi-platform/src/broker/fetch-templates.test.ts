import { createServer, type IncomingMessage } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { listenOnLoopback } from '../test-support/index.js'
import { fetchTemplates, type TemplateListOptions } from './fetch-templates.js'

const named = (name: string) => ({
  name,
  status: 'APPROVED',
  components: [{ type: 'BODY', text: 'Olá {{1}}' }],
})

type Answer = { readonly status?: number; readonly body: unknown }

/** Hi Broker, which answers each request in turn, and the last answer from then on. */
async function broker(...answers: Answer[]) {
  const left = [...answers]
  const received: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = []
  const server = createServer(({ method, url, headers }, response) => {
    received.push({ method, url, headers })
    const { status = 200, body } = (left.length > 1 ? left.shift() : left[0]) as Answer
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const { url, close } = await listenOnLoopback(server)
  onTestFinished(close)
  const fetch = (options: Partial<TemplateListOptions> = {}) =>
    fetchTemplates({
      ...{ baseUrl: `${url}/hsmservices/api/`, wabaId: '10/9', username: 'usuarioApi', password: 'senhaApi' },
      ...{ requestTimeoutMs: 5_000, ...options },
    })
  return { fetch, received }
}

test('a bare list is read with the credentials of the account', async () => {
  const { fetch, received } = await broker({ body: [named('a'), named('b')] })
  const { templates, problems } = await fetch()
  expect(templates.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(problems).toEqual([])
  expect(received).toMatchObject([
    {
      method: 'GET',
      url: '/hsmservices/api/public/message_templates/10%2F9',
      headers: { authorization: 'Basic dXN1YXJpb0FwaTpzZW5oYUFwaQ==' },
    },
  ])
})

test('a token goes instead of them', async () => {
  const { fetch, received } = await broker({ body: { data: [named('a')] } })
  await fetch({ token: 't0ken' })
  expect(received[0]?.headers.authorization).toBe('Bearer t0ken')
})

test('pages are followed by their cursors until one is empty; what comes twice counts once', async () => {
  const page = (names: string[], after: string) => ({
    body: { data: names.map(named), paging: { cursors: { before: 'x', after } } },
  })
  const { fetch, received } = await broker(page(['a', 'b'], 'M=1'), page(['b', 'c'], 'M2'), page([], 'M3'))
  expect((await fetch()).templates.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(received.map(({ url }) => url?.split('?')[1])).toEqual([undefined, 'after=M%3D1', 'after=M2'])
})

test('a broker that does not know the cursor is not asked for ever', async () => {
  const body = { data: [named('a')], paging: { cursors: { after: 'same' } } }
  const { fetch, received } = await broker({ body })
  expect((await fetch()).templates).toHaveLength(1)
  expect(received).toHaveLength(2)
})

test('one that has always another cursor is given up', async () => {
  let n = 0
  const body = { toJSON: () => ({ data: [named('a')], paging: { cursors: { after: `c${n++}` } } }) }
  const { fetch, received } = await broker({ body })
  await expect(fetch()).rejects.toMatchObject({ reason: 'too-large' })
  expect(received).toHaveLength(200)
})

test('one whose pages are large without end is given up, too', async () => {
  let n = 0
  const words = { ...named('a'), more: 'x'.repeat(7 * 1024 * 1024) }
  const body = { toJSON: () => ({ data: [words], paging: { cursors: { after: `c${n++}` } } }) }
  const { fetch, received } = await broker({ body })
  await expect(fetch()).rejects.toMatchObject({ reason: 'too-large' })
  expect(received).toHaveLength(5)
})

test.each([
  ['401', { status: 401, body: '{}' }, 'http-401', 'user and password'],
  ['404', { status: 404, body: '' }, 'http-404', 'wabaId'],
  ['500', { status: 500, body: '' }, 'http-500', 'tried again'],
  ['a redirect', { status: 302, body: '' }, 'http-302', 'tried again'],
  ['a page of HTML', { body: '<html>' }, 'unreadable', 'no list'],
  ['no list', { body: { status: 'OK' } }, 'unreadable', 'no list'],
  [
    'too many templates',
    { body: Array.from({ length: 10_001 }, () => ({ name: 'a' })) },
    'too-large',
    '10000',
  ],
  ['more than 8 MiB', { body: `["${'x'.repeat(9 * 1024 * 1024)}"]` }, 'too-large', '8 MiB'],
] as const)('what is no whole list is an error that says what to do: %s', async (_, answer, reason, text) => {
  const { fetch } = await broker(answer)
  await expect(fetch()).rejects.toMatchObject({
    code: 'TEMPLATE_LIST',
    reason,
    message: expect.stringContaining(text),
  })
})

test('nobody there is an error, and no secret is in it', async () => {
  const options = { baseUrl: 'http://127.0.0.1:1', wabaId: '1', username: 'u', password: 's3cr3t' }
  const error: Error = await fetchTemplates({ ...options, requestTimeoutMs: 2_000 }).catch((e) => e)
  expect(error).toMatchObject({ reason: 'connection-refused' })
  expect(`${error.message}${JSON.stringify(error)}`).not.toContain('s3cr3t')
})
