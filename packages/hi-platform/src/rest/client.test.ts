import { readFile } from 'node:fs/promises'
import { parseMessage, readJson } from '@disparo/core/internal/message'
import { expect, test } from 'vitest'
import {
  attempt,
  closed,
  deferred,
  message,
  openClient,
  serveHttp,
  serveTcp,
} from './http-server.test.support.js'
import { HiRequestError } from './request-error.js'

const templatePath = '/platform/whatsappconnect/1.0/api/message/template/minha-config-id'

test.each(['hi', 'botmaker'] as const)(
  'a template is posted as the seed posts it, in the %s format',
  async (wireFormat) => {
    const seed = await readFile(
      new URL(`../../../core/src/message/fixtures/image-and-body.${wireFormat}.txt`, import.meta.url),
      'utf8',
    )
    const parsed = parseMessage(readJson(seed))
    if (!parsed.ok) throw new Error('the fixture is no message')
    const { url, received } = await serveHttp((response) => response.end())

    await openClient(url, { wireFormat }).sendTemplate(parsed.message)

    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({
      method: 'POST',
      url: templatePath,
      headers: {
        authorization: 'Basic dXN1YXJpb0FwaTpzZW5oYUFwaQ==',
        'content-type': 'application/json',
        accept: 'application/json',
      },
    })
    expect(JSON.parse(received[0]?.body ?? '')).toEqual(readJson(seed))
  },
)

test('credentials are sent in UTF-8, and the config id is encoded', async () => {
  const { url, received } = await serveHttp((response) => response.end())
  await openClient(url, { username: 'joão', password: 'çã:o', configId: 'a/b c?' }).sendTemplate(message)
  const token = received[0]?.headers.authorization?.split(' ')[1] ?? ''
  expect(Buffer.from(token, 'base64').toString('utf8')).toBe('joão:çã:o')
  expect(received[0]?.url).toBe('/platform/whatsappconnect/1.0/api/message/template/a%2Fb%20c%3F')
})

test.each([
  ['a bare address', ''],
  ['an address with a slash', '/'],
  ['the whole "Endereço base" of the seed', '/platform/whatsappconnect/1.0/api/'],
])('%s does as the base URL', async (_title, path) => {
  const { url, received } = await serveHttp((response) => response.end())
  await openClient(url + path).sendTemplate(message)
  expect(received[0]?.url).toBe(templatePath)
})

test('a base URL keeps a path of its own', async () => {
  const { url, received } = await serveHttp((response) => response.end())
  await openClient(`${url}/proxy/`).sendTemplate(message)
  expect(received[0]?.url).toBe(`/proxy${templatePath}`)
})

test('the report is asked for as the seed asks for it', async () => {
  const { url, received } = await serveHttp((response) => response.end('{}'))
  const reply = await openClient(url).fetchReport({
    pageSize: 200,
    pageNumber: 1,
    startDate: new Date(1670335698_000),
    endDate: new Date(1670345698_000),
  })
  expect(reply).toMatchObject({ status: 200, body: '{}', complete: true })
  expect(received[0]).toMatchObject({
    method: 'GET',
    url: '/platform/whatsappconnect/1.0/api/reports/hsm?pageSize=200&pageNumber=1&startDate=1670335698&endDate=1670345698',
    headers: { authorization: 'Basic dXN1YXJpb0FwaTpzZW5oYUFwaQ==' },
    body: '',
  })
})

test("a report's page of a megabyte arrives whole", async () => {
  const body = JSON.stringify({ data: 'ã'.repeat(500_000) })
  const { url } = await serveHttp((response) => response.end(body))
  const reply = await openClient(url).fetchReport({ startDate: new Date(0), endDate: new Date(1) })
  expect(reply.complete).toBe(true)
  expect(reply.body === body).toBe(true)
})

test("a reply carries the limit's headers, the content type and the server's clock", async () => {
  const { url } = await serveHttp((response) => {
    response.writeHead(200, {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Rate-Limit-Limit': '500',
      'X-Rate-Limit-Remaining': '499',
      'X-Rate-Limit-Reset': '42',
      Date: 'Tue, 06 Dec 2022 14:26:06 GMT',
    })
    response.end('{"status":"OK"}')
  })
  expect(await openClient(url).sendTemplate(message)).toEqual({
    status: 200,
    contentType: 'application/json; charset=utf-8',
    body: '{"status":"OK"}',
    complete: true,
    rate: { limit: 500, remaining: 499, resetMs: 42_000 },
    date: new Date('2022-12-06T14:26:06Z'),
  })
})

test('redirects are not followed', async () => {
  const { url, received } = await serveHttp((response) => {
    response.writeHead(307, { Location: '/elsewhere' })
    response.end()
  })
  expect(await attempt(openClient(url))).toEqual({ kind: 'account-fault', reason: 'http-3xx' })
  expect(received).toHaveLength(1)
})

test('close lets a request under way finish, takes no new one, and leaves no connection open', async () => {
  const arrived = deferred<() => void>()
  const { url, sockets } = await serveTcp((socket) => {
    arrived.resolve(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'))
  })
  const client = openClient(url)
  const underWay = client.sendTemplate(message)
  const answer = await arrived.promise
  const closing = client.close()
  const late = client.sendTemplate(message)
  await expect(late).rejects.toThrow(HiRequestError)
  await expect(late).rejects.toMatchObject({ reason: 'client-closed', mayHaveBeenSent: false })
  answer()
  expect(await underWay).toMatchObject({ status: 200, body: 'ok' })
  await closing
  await client.close()
  expect(sockets).toHaveLength(1)
  await closed(sockets[0])
})

test('close also ends a connection that is still being made', async () => {
  const hello = deferred<void>()
  const { url, sockets } = await serveTcp(() => hello.resolve())
  const giveUp = new AbortController()
  // A TLS client to whom nobody answers: connected, but never ready to send.
  const client = openClient(url.replace('http:', 'https:'))
  const outcome = attempt(client, giveUp.signal)
  await hello.promise
  giveUp.abort()
  expect(await outcome).toEqual({ kind: 'unavailable', reason: 'aborted' })
  expect(sockets[0]?.closed).toBe(false)
  await Promise.all([client.close(), closed(sockets[0])])
})
