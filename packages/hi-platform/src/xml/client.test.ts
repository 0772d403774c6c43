import { EventEmitter, once } from 'node:events'
import { expect, test } from 'vitest'
import { HiRequestError, type Outcome } from '../rest/index.js'
import type { XmlClient } from './client.js'
import type { XmlDispatch } from './dispatch.js'
import { xmlOutcomeOf } from './outcome.js'
import { readAnswer } from './read-answer.js'
import { readRequest } from './read-request.js'
import { fixture } from './xml-fixtures.test.support.js'
import { openXmlClient, serveForms } from './xml-server.test.support.js'

const dispatch: XmlDispatch = {
  remetente: 'r1',
  identificador: 'g1',
  namespace: 'ns',
  elementName: 'aviso',
  contacts: [{ phone: '11987554321', parameters: ['João & Maria + 😀', '50%'] }],
}

async function attempt(client: XmlClient, signal?: AbortSignal): Promise<Outcome> {
  try {
    return xmlOutcomeOf({ reply: await client.sendGroup(dispatch, { signal }) })
  } catch (error) {
    return xmlOutcomeOf({ error })
  }
}

test('a group is posted as a form, with the MD5 of the password, and its code is accepted', async () => {
  const { url, received } = await serveForms((response) => response.end(fixture('dispatch-answer')))
  expect(await attempt(openXmlClient(url))).toEqual({
    kind: 'accepted',
    upstreamId: '5c3ca43c-4ece-4018-8667-56384bbe5900',
  })
  expect(received).toHaveLength(1)
  expect(received[0]).toMatchObject({
    method: 'POST',
    url: '/emkt/int/integracao.php',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  const form = Object.fromEntries(received[0]?.form ?? [])
  expect(Object.keys(form)).toEqual(['User', 'Pass', 'XML'])
  expect(form).toMatchObject({ User: 'api@empresa.com.br', Pass: '1b2b8ea496b72e1992bdfc86f39a4d5a' })
  expect(form.XML).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>/)
  expect(readRequest(form.XML ?? '')).toEqual({ trans: '50.01', dispatch })
})

test("the MD5 is of the password's UTF-8, and the company's code goes along where there is one", async () => {
  const { url, received } = await serveForms((response) => response.end())
  await openXmlClient(url, { password: 'çã:o', client: 'emp&1' }).sendGroup(dispatch)
  expect(received[0]?.form.get('Pass')).toBe('8c624c9228947421e3928cc56aceec49')
  expect(received[0]?.form.get('Client')).toBe('emp&1')
})

test.each([
  ['a bare address', '', '/emkt/int/integracao.php'],
  ['an address with a slash', '/', '/emkt/int/integracao.php'],
  ["the integration's whole address", '/emkt/int/integracao.php', '/emkt/int/integracao.php'],
  ['an address with a path of its own', '/proxy/', '/proxy/emkt/int/integracao.php'],
])('%s does as the base URL', async (_title, path, expected) => {
  const { url, received } = await serveForms((response) => response.end())
  await openXmlClient(url + path).sendGroup(dispatch)
  expect(received[0]?.url).toBe(expected)
})

test('statuses are asked for by the code', async () => {
  const { url, received } = await serveForms((response) => response.end(fixture('status-answer')))
  const reply = await openXmlClient(url).fetchStatuses('5c3ca43c-4ece')
  expect(readAnswer(reply.body)).toMatchObject({ kind: 'items', items: [{}] })
  expect(readRequest(received[0]?.form.get('XML') ?? '')).toEqual({ trans: '50.02', codigo: '5c3ca43c-4ece' })
})

test.each([
  ['the declaration', 'text/xml', '<?xml version="1.0" encoding="ISO-8859-1"?>'],
  ['the header', 'text/xml; charset=ISO-8859-1', ''],
  ['nothing, which it is not UTF-8 to', 'text/html', ''],
])('an answer in Latin-1 is read, said by %s', async (_title, contentType, declaration) => {
  const body = `${declaration}<MAIN><EMKT><RETURN ID="05">Variável inválida</RETURN></EMKT></MAIN>`
  const { url } = await serveForms((response) => {
    response.setHeader('Content-Type', contentType)
    response.end(Buffer.from(body, 'latin1'))
  })
  expect(await attempt(openXmlClient(url))).toEqual({
    kind: 'rejected',
    reason: 'xml-05',
    detail: 'Variável inválida',
    subject: 'contact',
  })
})

test.each([
  [403, 'text/xml', { kind: 'account-fault', reason: 'http-403' }],
  [403, 'text/html', { kind: 'unavailable', reason: 'http-403' }],
  [500, 'text/html', { kind: 'unknown', reason: 'http-500' }],
  [503, 'text/html', { kind: 'unavailable', reason: 'http-503' }],
  [200, 'text/html', { kind: 'unknown', reason: 'no-code', denied: true }],
] as const)('HTTP %i in %s without a code', async (status, contentType, outcome) => {
  const { url } = await serveForms((response) => {
    response.writeHead(status, { 'Content-Type': contentType })
    response.end('<html></html>')
  })
  expect(await attempt(openXmlClient(url))).toEqual(outcome)
})

test('a connection that breaks after the request leaves in doubt', async () => {
  const { url, received } = await serveForms((response) => response.socket?.resetAndDestroy())
  expect(await attempt(openXmlClient(url))).toEqual({ kind: 'unknown', reason: 'connection-reset' })
  expect(received).toHaveLength(1)
})

test('an answer that breaks off before the code leaves in doubt', async () => {
  const { url } = await serveForms((response) => {
    const [start] = fixture('dispatch-answer').split('-4ece')
    response.writeHead(200, { 'Content-Length': '500' })
    response.write(start, () => response.socket?.destroy())
  })
  expect(await attempt(openXmlClient(url))).toEqual({ kind: 'unknown', reason: 'no-code' })
})

test('an answer that never comes leaves in doubt', async () => {
  const { url } = await serveForms(() => {})
  const client = openXmlClient(url, { requestTimeoutMs: 200 })
  expect(await attempt(client)).toEqual({ kind: 'unknown', reason: 'timeout' })
})

test('a server that is not there has got nothing', async () => {
  const { url, server } = await serveForms((response) => response.end())
  server.close()
  await once(server, 'close')
  expect(await attempt(openXmlClient(url))).toEqual({ kind: 'unavailable', reason: 'connection-refused' })
})

test('what was given up before it began has sent nothing', async () => {
  const { url, received } = await serveForms((response) => response.end())
  expect(await attempt(openXmlClient(url), AbortSignal.abort())).toEqual({
    kind: 'unavailable',
    reason: 'aborted',
  })
  expect(received).toEqual([])
})

test('close lets a request under way finish and takes no new one', async () => {
  const arrivals = new EventEmitter()
  const arrived = once(arrivals, 'form')
  const { url } = await serveForms((response) => arrivals.emit('form', response))
  const client = openXmlClient(url)
  const underWay = attempt(client)
  const [response] = await arrived
  const closing = client.close()
  const late = client.fetchStatuses('1')
  await expect(late).rejects.toThrow(HiRequestError)
  await expect(late).rejects.toMatchObject({ reason: 'client-closed', mayHaveBeenSent: false })
  response.end(fixture('dispatch-answer'))
  expect(await underWay).toMatchObject({ kind: 'accepted' })
  await closing
})
