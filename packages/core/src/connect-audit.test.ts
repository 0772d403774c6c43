import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, expect, inject, test } from 'vitest'
import { noteAct, readActs } from './audit/index.js'
import { connect } from './index.js'
import { accountKeys, openRedis } from './redis/index.js'

const account = `audit-${randomUUID().slice(0, 8)}`
const keys = accountKeys(account)
const redis = openRedis(inject('redisUrl'), 'worker')
const disparo = connect({ redis: inject('redisUrl'), account })
afterAll(async () => {
  await disparo.close()
  redis.disconnect()
})

const to = '5511987654321'
const template = { namespace: 'ns', elementName: 'aviso' }
const row = (text: string) => ({ to, template, body: [text] })
const by = 'ana@example.com'
const tomorrow = new Date(Date.now() + 86_400_000)

test('what people do to a batch is told, the latest first, and what changes nothing is not', async () => {
  const { id: batch } = await disparo.sendMany([row('segredo-1'), row('segredo-2')], {
    createdBy: 'rui',
    lane: 'bulk',
  })
  await disparo.pauseBatch(batch, { by })
  await disparo.pauseBatch(batch, { by: 'rui' })
  await disparo.resumeBatch(batch, { by })
  await disparo.changeBatchPace(batch, 60, { by })
  await disparo.changeBatchPace(batch, 60, { by })
  await disparo.changeBatchPace(batch, null)
  await disparo.rescheduleBatch(batch, tomorrow, { by })
  await disparo.renameBatch(batch, 'Novembro', { by })
  await disparo.sendMany([row('segredo-3')], { into: batch, createdBy: 'rui' })
  await disparo.retryBatch(batch, { by })
  await disparo.cancelBatch(batch, { by })
  await disparo.cancelBatch(batch, { by })
  const { acts, next } = await disparo.audit()
  expect(next).toBeUndefined()
  expect(acts.map(({ id: _id, at: _at, ...act }) => act)).toEqual([
    { action: 'batch-cancelled', by, batch },
    { action: 'batch-corrected', by: 'rui', batch, count: 1 },
    { action: 'batch-renamed', by, batch },
    { action: 'batch-rescheduled', by, batch, what: tomorrow.toISOString() },
    { action: 'batch-paced', batch, what: 'none' },
    { action: 'batch-paced', by, batch, what: '60' },
    { action: 'batch-resumed', by, batch },
    { action: 'batch-paused', by, batch },
    { action: 'batch-created', by: 'rui', batch, count: 2 },
  ])
  expect(Math.abs(Date.parse(String(acts[0]?.at)) - Date.now())).toBeLessThan(600_000)
  expect((await disparo.audit({ by: 'rui' })).acts.map(({ action }) => action)).toEqual([
    'batch-corrected',
    'batch-created',
  ])
  expect((await disparo.audit({ action: 'batch-paused' })).acts).toHaveLength(1)
  expect((await disparo.audit({ action: 'batch-paused', by: 'rui' })).acts).toEqual([])
})

test('who suppresses, lifts, forgets and exports is told; nothing of the person is', async () => {
  await disparo.suppress(to, { reason: 'opt-out', by })
  await disparo.suppress(to, { reason: 'opt-out', by })
  await disparo.suppressMany(['5511900000001', '5511900000002'], { list: 'vip', by })
  await disparo.unsuppress(to, { liftedBy: by, why: 'pediu segredo-4' })
  await disparo.unsuppress(to, { liftedBy: by })
  await disparo.forget(to, { by })
  await disparo.noteAct({ action: 'exported', what: 'messages', by })
  const { acts } = await disparo.audit({ by, limit: 5 })
  expect(acts.map(({ action, count, what }) => [action, count, what])).toEqual([
    ['exported', undefined, 'messages'],
    ['person-forgotten', expect.any(Number), undefined],
    ['unsuppressed', 1, undefined],
    ['suppressed', 2, 'manual'],
    ['suppressed', 1, 'opt-out'],
  ])
  const kept = JSON.stringify(await redis.xrange(keys.audit, '-', '+'))
  expect(kept).not.toMatch(/987654321|900000001|segredo|vip/)
  expect(await redis.pttl(keys.audit)).toBeGreaterThan(30 * 86_400_000)
})

test('pages follow each other without a gap or a repetition, with a filter, too', async () => {
  const of = accountKeys(`${account}-pages`)
  const whose = ['ana', 'rui', 'eva']
  const noted = Array.from({ length: 60 }, (_, index) => String(whose[index % 3]))
  for (const [index, by] of noted.entries()) {
    await noteAct(redis, of, { action: 'exported', by, what: String(index) }, 3_600_000)
  }
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 70 }),
      fc.option(fc.constantFrom(...whose, 'nobody'), { nil: undefined }),
      async (limit, by) => {
        const seen: string[] = []
        let before: string | undefined
        do {
          const page = await readActs(redis, of, { limit, by, before, since: 0 })
          expect(page.acts.length).toBeLessThanOrEqual(limit)
          seen.push(...page.acts.map(({ what }) => String(what)))
          before = page.next
        } while (before !== undefined)
        const wanted = noted.flatMap((each, index) => ((by ?? each) === each ? [String(index)] : []))
        expect(seen).toEqual(wanted.reverse())
      },
    ),
    { numRuns: 25 },
  )
  await redis.del(of.audit)
})

test('what is too old is left out, and goes', async () => {
  const of = accountKeys(`${account}-old`)
  const day = 86_400_000
  for (let each = 0; each < 150; each += 1) await redis.xadd(of.audit, `${each + 1}-0`, 'action', 'exported')
  await noteAct(redis, of, { action: 'exported', what: 'new' }, day)
  expect(
    (await readActs(redis, of, { limit: 500, since: Date.now() - day })).acts.map(({ what }) => what),
  ).toEqual(['new'])
  expect(await redis.xlen(of.audit)).toBeLessThan(150)
  await redis.del(of.audit)
})

test('what a later version notes is left out, and does not stop a page', async () => {
  const of = accountKeys(`${account}-later`)
  await noteAct(redis, of, { action: 'exported', what: 'a' }, 3_600_000)
  await redis.xadd(of.audit, '*', 'action', 'flew-to-the-moon', 'by', 'ana')
  await noteAct(redis, of, { action: 'exported', what: 'b' }, 3_600_000)
  const first = await readActs(redis, of, { limit: 1, since: 0 })
  expect(first.acts.map(({ what }) => what)).toEqual(['b'])
  const rest = await readActs(redis, of, { limit: 10, before: first.next, since: 0 })
  expect(rest.acts.map(({ what }) => what)).toEqual(['a'])
  await redis.del(of.audit)
})

test.each([
  ['action', { action: 'flew' }],
  ['by', { by: '' }],
  ['before', { before: '1' }],
  ['before', { before: '1-1; DEL' }],
  ['limit', { limit: 'all' }],
  ['since', { since: 1 }],
])('a wrong %s is named: %j', async (path, options) => {
  await expect(disparo.audit(options as never)).rejects.toMatchObject({
    problems: [expect.objectContaining({ path: expect.stringContaining(path) })],
  })
})

test('where Redis does not take the note, what is done is done', async () => {
  const other = `${account}-full`
  const of = connect({ redis: inject('redisUrl'), account: other })
  await redis.set(accountKeys(other).audit, 'no stream')
  expect(await of.suppress(to, { by })).toMatchObject({ added: true })
  await of.close()
})
