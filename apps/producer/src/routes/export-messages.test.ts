import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { begin, entryField } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { afterAll, expect, inject, test } from 'vitest'
import { exportMessages } from '../batch/export-messages.js'
import { basic, password, startTestServer, user } from '../test-support/index.js'

const door = await startTestServer()
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
afterAll(async () => {
  redis.disconnect()
  await door.close()
})
const message = { to: '5511900000000', namespace: 'ns', elementName: 'boas_vindas' }

async function enqueue(count: number): Promise<string> {
  const rows = Array.from({ length: count }, (_, n) => ({ ...message, to: String(5511900000000 + n) }))
  return (await door.disparo.sendMany(rows, { rowsBy: 'place' })).id
}

/** Has rows fail as those of a worker do whose time was over. */
async function expire(batch: string, row: number): Promise<void> {
  const { kind } = await begin(redis, keys, {
    ...{ id: `${batch}-${row}`, token: 'a', batch, row, message, lane: 'bulk', policy: 'verify' },
    limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
    ...{ maxAttempts: 8, attemptMs: 1_000, enqueuedAt: Date.now(), expiresAt: 1 },
    ledgerOptions: { retentionMs: 60_000, outbox: false },
  })
  expect(kind).toBe('expired')
}

async function exported(batch: string, accept: string, query = ''): Promise<IncomingMessage> {
  const path = `${door.url}/v1/accounts/${door.account}/batches/${batch}/messages${query}`
  const [response] = await once(
    get(path, { headers: { accept, authorization: basic(user, password) } }),
    'response',
  )
  return response
}

test('all messages of a batch are exported as CSV and as lines of JSON, in order, over pages', async () => {
  const id = await enqueue(2_500)
  const csv = await exported(id, 'text/csv, */*;q=0.1')
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
  const [header, ...lines] = (await text(csv))
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n')
  expect(header).toMatch(/^row,id,to,namespace,elementName,status,reason,detail,.*enqueuedAt,/)
  expect(lines).toHaveLength(2_500)
  expect(lines[2_499]).toMatch(`2500,${id}-2500,5511900002499,ns,boas_vindas,enqueued,,,0,`)
  const rows = (await text(await exported(id, 'application/x-ndjson'))).trimEnd().split('\n')
  expect(rows.map((row) => JSON.parse(row).row)).toEqual(lines.map((line) => Number(line.split(',', 1))))
})

test('those of a status alone are listed and exported', async () => {
  const id = await enqueue(40)
  for (const row of [3, 17, 40]) await expire(id, row)
  const page = (query: string) => door.call('GET', `/batches/${id}/messages?${query}`)
  const first = await page('status=expired&limit=2')
  expect(first.body.messages.map(({ row }: { row: number }) => row)).toEqual([3, 17])
  const second = await page(`status=expired&limit=2&after=${first.body.next}`)
  expect(second.body.messages.map(({ row }: { row: number }) => row)).toEqual([40])
  expect(second.body.next).toBeUndefined()
  expect((await page('status=expired,enqueued&limit=100')).body.messages).toHaveLength(40)
  const lines = (await text(await exported(id, 'text/csv', '?status=expired'))).trimEnd().split('\r\n')
  expect(lines).toHaveLength(4)
  expect(await page('status=gone,lost')).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'status' }] },
  })
})

test('the CSV has the code of why, as JSON has it, and the words beside it', async () => {
  const id = await enqueue(1)
  await expire(id, 1)
  // As a refusal of upstream's is written down.
  await redis.hset(keys.message(`${id}-1`), {
    [entryField.reason]: '132001',
    [entryField.detail]: 'http-400: {"status":"ERROR"}',
  })
  const [header, line] = (await text(await exported(id, 'text/csv'))).replace(/^\ufeff/, '').split('\r\n')
  expect(header).toMatch(/^row,id,to,namespace,elementName,status,reason,detail,attempts,/)
  expect(line).toContain(',expired,132001,"http-400: {""status"":""ERROR""}",')
})

test('an export takes no limit, and JSON is answered where it is preferred', async () => {
  const id = await enqueue(3)
  const refused = await exported(id, 'text/csv', '?limit=1')
  expect(refused.statusCode).toBe(400)
  expect(JSON.parse(await text(refused)).errors).toEqual([
    { path: 'limit', message: expect.stringContaining('an export has all messages') },
  ])
  const page = await exported(id, 'text/csv;q=0.1, application/json', '?limit=1')
  expect(JSON.parse(await text(page))).toMatchObject({ messages: [{ row: 1 }], next: 1 })
})

test('a text that a spreadsheet would take for a formula is none in the CSV', async () => {
  const { id } = await door.disparo.sendMany([
    { ...message, externalLabel: '=HYPERLINK("http://a.example";"x")' },
  ])
  expect(await text(await exported(id, 'text/csv'))).toContain(`"'=HYPERLINK(""http://a.example"";""x"")"`)
})

test('there must be such a batch', async () => {
  const response = await exported('00000000-0000-4000-8000-000000000001', 'text/csv')
  expect([response.statusCode, response.headers['content-type']]).toEqual([
    404,
    expect.stringContaining('application/problem+json'),
  ])
  response.resume()
})

test('an export that breaks off does not end as if it were whole', async () => {
  const id = await enqueue(2_500)
  // Somebody wrote what is no entry, so that the second page cannot be read.
  await redis.set(keys.message(`${id}-1500`), 'no hash')
  const response = await exported(id, 'text/csv')
  const end = await text(response).then(
    (whole) => whole.trimEnd().split('\r\n').length,
    (error: NodeJS.ErrnoException) => error.code,
  )
  expect(end).toBe('ECONNRESET')
})

test('an export reads no further ahead than its reader is', async () => {
  const id = await enqueue(8_000)
  let pages = 0
  const counting = {
    ...door.disparo,
    batchMessages: (...call: Parameters<typeof door.disparo.batchMessages>) => {
      pages += 1
      return door.disparo.batchMessages(...call)
    },
  }
  let seen = 0
  for await (const _ of exportMessages(counting, id, { type: 'text/csv' })) {
    seen += 1
    // The header is the first piece; then each has a page, and one more may be read already.
    expect(pages).toBeLessThanOrEqual(seen + 1)
    await setImmediate()
  }
  expect([pages, seen]).toEqual([8, 9])
})
