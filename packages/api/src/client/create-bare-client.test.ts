import type { RequestListener } from 'node:http'
import { expect, test } from 'vitest'
import { createBareClient } from './create-bare-client.js'
import { openServer } from './open-server.test.support.js'

async function bareClient(listener: RequestListener) {
  const baseUrl = await openServer(listener)
  return createBareClient(
    { getBatch: { method: 'GET', path: '/v1/accounts/:account/batches/:id' } },
    { baseUrl },
  )
}
const params = { account: 'loja', id: 'a/b' }

test('it asks where its routes say, and takes the answer as it is', async () => {
  const asked: unknown[] = []
  const client = await bareClient(({ method, url, headers }, response) => {
    asked.push([method, url, headers.authorization])
    response.end('{"id":"b","new":true}')
  })
  expect(await client.getBatch({ params })).toEqual({ id: 'b', new: true })
  expect(asked).toEqual([['GET', '/v1/accounts/loja/batches/a%2Fb', undefined]])
})

test('a problem of this API is one, and what a proxy answers is not', async () => {
  const answers = [
    { status: 404, body: '{"type":"/problems/unknown-batch","detail":"There is none","errors":[]}' },
    { status: 503, body: '{"type":"about:blank","detail":[1]}' },
    { status: 502, body: '<html>' },
    { status: 200, body: '<html>' },
  ]
  const client = await bareClient((_, response) => {
    const { status = 0, body } = answers.shift() ?? {}
    response.writeHead(status, { 'retry-after': '7' }).end(body)
  })
  const refused = () => client.getBatch({ params }).catch((error: unknown) => error)
  expect(await refused()).toMatchObject({ code: 'unknown-batch', status: 404, detail: 'There is none' })
  expect(await refused()).toMatchObject({ code: 'refused', problem: undefined, retryAfterMs: 7_000 })
  expect(await refused()).toMatchObject({ code: 'refused', status: 502 })
  expect(await refused()).toMatchObject({ code: 'unreadable-answer', status: 200 })
})

test('no answer is told as that', async () => {
  const client = await bareClient(({ socket }) => socket.destroy())
  await expect(client.getBatch({ params })).rejects.toMatchObject({ code: 'unreachable' })
})
