import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { eachPage } from './each-page.js'
import { clientOf } from './open-server.test.support.js'

const receipt = {
  ...{ id: 'b', lane: 'bulk', rows: 1, enqueued: 1, unchanged: 0, repeated: 0, samePerson: 0, suppressed: 0 },
  ...{ duplicates: 0, rejected: 0, withdrawn: 0, problems: [], suspicions: [] },
  links: { self: '/b', messages: '/b/messages', rejected: '/b/rejected' },
}
const params = { account: 'default' }

test('a stream goes out while it is read: never much of it is in memory', async () => {
  let [received, pulled, ahead] = [0, 0, 0]
  let type: string | undefined
  const client = await clientOf(async (request, response) => {
    type = request.headers['content-type']
    for await (const chunk of request) received += chunk.length
    response.writeHead(202).end(JSON.stringify(receipt))
  })
  const [chunks, bytes] = [1_000, 65_536]
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (pulled === chunks * bytes) return controller.close()
      controller.enqueue(new Uint8Array(bytes))
      pulled += bytes
      ahead = Math.max(ahead, pulled - received)
    },
  })
  const answer = await client.sendBatch({
    params,
    query: { strict: true, lane: 'bulk' },
    upload: { contentType: 'text/csv; charset=utf-8', body },
  })
  expect(answer).toEqual(receipt)
  expect({ type, received }).toEqual({ type: 'text/csv; charset=utf-8', received: chunks * bytes })
  expect(ahead).toBeLessThan(16_000_000)
})

test('rows go out as JSON', async () => {
  const bodies: string[] = []
  const client = await clientOf(async (request, response) => {
    bodies.push(`${request.headers['content-type']} ${await text(request)}`)
    response.writeHead(202).end(JSON.stringify(receipt))
  })
  const rows = [{ to: '5511900000001', namespace: 'n', elementName: 'e', key: 'k-1' }]
  await client.sendBatch({ params, upload: { rows } })
  expect(bodies).toEqual([`application/json ${JSON.stringify(rows)}`])
})

test('progress is told line by line, and the last line is the answer', async () => {
  const forgotten = { messages: 2, jobs: 1, pending: 0, unreadable: 0 }
  const lines = [{ looked: 1, of: 9 }, { looked: 5, of: 9 }, forgotten].map((line) => JSON.stringify(line))
  const body = `${lines.join('\n')}\n`
  const client = await clientOf(async (request, response) => {
    const isLines = request.headers.accept === 'application/x-ndjson'
    response.write(isLines ? body.slice(0, 20) : '')
    response.end(isLines ? body.slice(20) : lines.at(-1))
  })
  const request = { params, body: { recipient: '5511900000001' } }
  const told: unknown[] = []
  expect(await client.forgetRecipient(request, { onProgress: (line) => told.push(line) })).toEqual(forgotten)
  expect(told).toEqual([
    { looked: 1, of: 9 },
    { looked: 5, of: 9 },
  ])
  expect(await client.forgetRecipient(request)).toEqual(forgotten)
})

test('a problem that comes up after progress is thrown', async () => {
  const problem = { type: '/problems/storage-unavailable', status: 503, detail: 'Redis is away.' }
  const client = await clientOf((_, response) =>
    response.end(`{"looked":1,"of":9}\n${JSON.stringify(problem)}\n`),
  )
  const request = { params, body: { recipient: '5511900000001' } }
  await expect(client.forgetRecipient(request, { onProgress: () => {} })).rejects.toMatchObject({
    ...{ code: 'storage-unavailable', status: 503, detail: 'Redis is away.' },
  })
})

test('pages are asked for one after the other, to the last one', async () => {
  const asked: (string | undefined)[] = []
  const client = await clientOf(({ url }, response) => {
    asked.push(url?.split('?')[1])
    const rejected = [{ row: asked.length, path: 'to', message: 'must be somebody' }]
    response.end(JSON.stringify({ rejected, ...(asked.length < 3 ? { next: asked.length * 10 } : {}) }))
  })
  const rows: number[] = []
  const pages = eachPage((after) =>
    client.getRejectedRows({ params: { ...params, id: 'b' }, query: { after, limit: 10 } }),
  )
  for await (const { rejected } of pages) rows.push(...rejected.map(({ row }) => row))
  expect(rows).toEqual([1, 2, 3])
  expect(asked).toEqual(['after=0&limit=10', 'after=10&limit=10', 'after=20&limit=10'])
})
