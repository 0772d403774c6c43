import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { connect, type Disparo } from './index.js'
import { begin, settle } from './ledger/index.js'
import { openPersons } from './persons/index.js'
import { laneQueueName } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'
import { DataKeys, openSeal } from './seal/index.js'

const name = 'search-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const to = '5511987554321'
const withoutNinth = '551187554321'
const messageTo = (recipient: string, elementName = 'aviso') => ({
  to: recipient,
  namespace: 'ns',
  elementName,
})

afterAll(() => redis.disconnect())

describe.each([
  ['without a data key', undefined],
  ['with a data key', `a:${randomBytes(32).toString('base64')}`],
])('messages are found %s', (_title, dataKey) => {
  const seal = openSeal(name, dataKey === undefined ? undefined : DataKeys.parse(dataKey))
  let disparo: Disparo
  beforeEach(async () => {
    const known = await redis.keys(`${keys.prefix}:*`)
    if (known.length > 0) await redis.del(...known)
    disparo = connect({ redis: url, account: name, dataKey })
  })
  afterEach(() => disparo.close())

  async function goOut(id: string, recipient: string) {
    const retentionMs = 31 * 86_400_000
    const persons = openPersons({ redis, keys, seal, retentionMs })
    const common = { id, token: id, maxAttempts: 3, lane: 'bulk' as const }
    const ledgerOptions = { retentionMs, outbox: false, seal, persons }
    await begin(redis, keys, {
      ...{ ...common, ledgerOptions, message: messageTo(recipient), policy: 'verify', attemptMs: 1 },
      ...{ limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }, enqueuedAt: Date.now() },
    })
    await settle(redis, keys, {
      ...{ ...common, ledgerOptions, outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 } },
      settlement: { status: 'accepted', countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
    })
    await redis.del(`${keys.prefix}:${laneQueueName(name, 'bulk')}:${id}`)
  }
  const found = async (by: Parameters<Disparo['search']>[0]) => (await disparo.search(by)).messages

  it('by their person, however written, waiting and sent, the newest first', async () => {
    const first = await disparo.send(messageTo(to))
    await goOut(first.id, to)
    const other = await disparo.send(messageTo('5511987554322'))
    const batch = await disparo.sendMany([messageTo(withoutNinth, 'outro')])
    const last = await disparo.send(messageTo(to), { lane: 'urgent' })
    for (const written of [to, withoutNinth, '(11) 98755-4321', '+55 11 8755-4321']) {
      const messages = await found({ to: written })
      expect(messages.map(({ id }) => id)).not.toContain(other.id)
      expect(messages).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: last.id, lane: 'urgent', to }),
          expect.objectContaining({ batch: batch.id, to: withoutNinth, elementName: 'outro' }),
          expect.objectContaining({ id: first.id, status: 'accepted', to }),
        ]),
      )
      const times = messages.map(({ timeline }) => timeline.enqueued ?? '')
      expect(times).toEqual(times.toSorted().reverse())
      expect(messages).toHaveLength(3)
    }
    expect(await found({ to: '5511987554399' })).toEqual([])
  })

  it('by their key, also that of a row', async () => {
    const { id } = await disparo.send(messageTo(to), { key: 'order 1' })
    await disparo.sendMany([{ ...messageTo(withoutNinth), key: 'order 2' }])
    expect(await found({ key: 'order 1' })).toMatchObject([{ id, to }])
    expect(await found({ key: ' order 2' })).toMatchObject([{ to: withoutNinth }])
    expect(await found({ key: 'order 3' })).toEqual([])
  })

  it('in pages, each message once', async () => {
    const ids: string[] = []
    for (let n = 0; n < 7; n += 1) ids.push((await disparo.send(messageTo(to))).id)
    const read: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await disparo.search({ to }, { limit: 3, after })
      read.push(...page.messages.map(({ id }) => id))
      after = page.next
      if (after === undefined) break
    }
    expect(read).toHaveLength(7)
    expect(read.toSorted()).toEqual(ids.toSorted())
  })

  it('no more once their person was forgotten', async () => {
    await goOut((await disparo.send(messageTo(to))).id, to)
    await disparo.send(messageTo(to))
    await disparo.forget(to)
    expect(await found({ to })).toEqual([])
  })
})

it('what is looked for has to be one of them, and a number or a page that is none is refused', async () => {
  const disparo = connect({ redis: url, account: name })
  const refused = (path: string) => ({ problems: [expect.objectContaining({ path })] })
  await expect(disparo.search({} as { to: string })).rejects.toMatchObject(refused('options'))
  await expect(disparo.search({ to: 'onze' })).rejects.toMatchObject(refused('to'))
  await expect(disparo.search({ to }, { after: 'x' })).rejects.toMatchObject(refused('after'))
  await disparo.close()
})
