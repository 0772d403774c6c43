import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { begin, entryField } from '@disparo/core/internal/ledger'
import { laneQueueName } from '@disparo/core/internal/queue'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { afterAll, expect, inject, test } from 'vitest'
import { password, startTestServer, user } from '../../producer/src/test-support/index.js'
import { runCommand } from './run.js'

const reader = { name: 'reader', password: 'only reads', roles: ['read'] } as const
const door = await startTestServer({ users: () => [reader] })
const redis = openRedis(inject('redisUrl'), 'worker')
const keys = accountKeys(door.account)
afterAll(async () => {
  redis.disconnect()
  await door.close()
})

const run = (...args: string[]) => runAs({ name: user, password }, ...args)

async function runAs(who: { readonly name: string; readonly password: string }, ...args: string[]) {
  const env = {
    ...{ DISPARO_URL: door.url, DISPARO_ACCOUNT: door.account },
    ...{ DISPARO_USER: who.name, DISPARO_PASSWORD: who.password },
  }
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const read = Promise.all([text(stdout), text(stderr)])
  const code = await runCommand(args, { env, stdin: new PassThrough().end(), stdout, stderr })
  stdout.end()
  stderr.end()
  const [out, err] = await read
  return { code, out, err }
}

const rowOf = (n: number) =>
  ({
    to: String(5511987650000 + n),
    namespace: 'ns',
    elementName: n % 2 ? 'oferta' : 'aviso',
    externalLabel: 'natal',
    reference: `pedido-${n}`,
    metadata: { loja: 'SP', n, vip: n % 3 === 0 },
    components: [
      {
        type: 'header',
        parameters: [{ type: 'document', document: { link: 'https://x.example/a.pdf', filename: 'Guia' } }],
      },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: `-${n}%` },
          { type: 'text', text: `"Ana", '=${n}; \u202aolá` },
        ],
      },
      { type: 'button', parameters: [{ type: 'url', index: 1, text: '=promo' }] },
      { type: 'button', parameters: [{ type: 'coupon', index: 0, coupon_code: 'CUPOM' }] },
    ],
  }) as const

/** Has rows fail as those whose time was over; the job of one that went through is gone. */
async function expire(batch: string, row: number, isGone: boolean): Promise<void> {
  await begin(redis, keys, {
    ...{ id: `${batch}-${row}`, token: 'a', batch, row, message: rowOf(row), lane: 'bulk', policy: 'verify' },
    limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 },
    ...{ maxAttempts: 8, attemptMs: 1_000, enqueuedAt: Date.now(), expiresAt: 1 },
    ledgerOptions: { retentionMs: 60_000, outbox: false },
  })
  if (isGone) await redis.del(`${keys.prefix}:${laneQueueName(door.account, 'bulk')}:${batch}-${row}`)
}

/** The messages of a batch as their jobs have them, in the order of rows. */
async function contents(id: string): Promise<unknown[]> {
  const page = await door.disparo.batchMessages(id, { limit: 1_000 })
  const jobs = (page?.messages ?? []).map(
    (each) => `${keys.prefix}:${laneQueueName(door.account, 'bulk')}:${each.id}`,
  )
  return Promise.all(jobs.map(async (key) => JSON.parse((await redis.hget(key, 'data')) ?? '').message))
}

test('what failed is exported with what it says, and imported again as it was; what is gone is refused', async () => {
  const rows = Array.from({ length: 50 }, (_, n) => rowOf(n + 1))
  const { id } = await door.disparo.sendMany(rows, { rowsBy: 'place' })
  const failed = [2, 3, 17, 30, 50]
  for (const row of failed) await expire(id, row, row === 17)
  // All but the last have their time before them.
  for (const row of failed.slice(0, -1)) await redis.hdel(keys.message(`${id}-${row}`), entryField.expires)
  const exported = await run('batch', 'export', id, '--status', 'expired')
  expect(exported).toMatchObject({
    code: 0,
    err: expect.stringContaining('Of 1 message what it said is not known'),
  })

  const file = join(tmpdir(), `disparo-export-${process.pid}.csv`)
  await writeFile(file, exported.out)
  const again = await run('import', file, '--json')
  const receipt = JSON.parse(again.out)
  expect({ code: again.code, ...receipt }).toMatchObject({
    ...{ code: 3, enqueued: 3, rejected: 2 },
    problems: [
      { line: 4, path: 'content', message: expect.stringContaining('is gone') },
      { line: 6, path: 'expiresAt' },
    ],
  })
  const kept = failed.filter((row) => row !== 17 && row !== 50)
  expect(await contents(receipt.id)).toEqual(kept.map((row) => rows[row - 1]))
})

test('lines of JSON are imported again as a CSV is, with what they have of times', async () => {
  const rows = Array.from({ length: 6 }, (_, n) => rowOf(n + 1))
  const [sendAt, expiresAt] = [3_600_000, 7_200_000].map((ms) => new Date(Date.now() + ms))
  const { id } = await door.disparo.sendMany(rows, { rowsBy: 'place', sendAt, expiresAt })
  await expire(id, 4, true)
  for (const format of ['ndjson', 'csv']) {
    const exported = await run('batch', 'export', id, '--format', format)
    const file = join(tmpdir(), `disparo-export-again-${process.pid}.${format}`)
    await writeFile(file, exported.out)
    const again = await run('import', file, '--json')
    const receipt = JSON.parse(again.out)
    expect({ format, code: again.code, ...receipt }).toMatchObject({
      ...{ format, code: 3, enqueued: 5, rejected: 1 },
      problems: [{ row: 4, path: 'content', message: expect.stringContaining('is gone') }],
    })
    expect(await contents(receipt.id)).toEqual(rows.filter((_, index) => index !== 3))
    const page = await door.disparo.batchMessages(receipt.id)
    for (const message of page?.messages ?? []) {
      expect(message.expiresAt).toBe(expiresAt?.toISOString())
      expect(Date.parse(message.sendAt ?? '') / 1_000).toBeCloseTo((sendAt?.getTime() ?? 0) / 1_000, -1)
    }
  }
})

test('what was said is shown to nobody without the role send', async () => {
  const { id } = await door.disparo.sendMany([rowOf(1)])
  const refused = await runAs(reader, 'batch', 'export', id)
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('content=true') })
  expect(refused.out).not.toContain('Ana')
  expect((await run('batch', 'export', id)).out).toContain('Ana')
  const csv = await runAs(reader, 'batch', 'export', id, '--no-content')
  expect(csv.code).toBe(0)
  expect(csv.out).not.toContain('Ana')
  expect(csv.out).not.toContain(',content')
})
