import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeEach, expect, inject, it } from 'vitest'
import { dumpRedis } from './dump-redis.test.support.js'
import { connect, type Disparo } from './index.js'
import { findNoted } from './ledger/index.js'
import { openPersons } from './persons/index.js'
import { accountKeys, openRedis } from './redis/index.js'
import { DataKeys, openSeal } from './seal/index.js'

const name = 'persons-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const dataKey = `a:${randomBytes(32).toString('base64')}`
const seal = openSeal(name, DataKeys.parse(dataKey))
const to = '5511987554321'
const messageTo = (recipient: string, elementName = 'aviso') => ({
  to: recipient,
  namespace: 'ns',
  elementName,
})

let disparo: Disparo
beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  disparo = connect({ redis: url, account: name, dataKey })
})
afterEach(() => disparo.close())
afterAll(() => redis.disconnect())

const found = async (recipient = to) => {
  const { all } = await openPersons({ redis, keys, seal, retentionMs: 1 }).marks()
  return [...(await findNoted({ redis, keys }, all(recipient))).values()].flat().sort()
}

it('every message is noted for its person, by whichever call it comes, and once where it is repeated', async () => {
  const rows = [messageTo(to), messageTo('551187554321', 'outro'), messageTo('5511987554322')]
  const single = await disparo.send(messageTo(to), { key: 'order 1' })
  const batch = await disparo.sendMany(rows, { key: 'campaign' })
  const placed = await disparo.sendMany([{ ...messageTo(to), key: 'row 1' }, messageTo(to)], {
    rowsBy: 'place',
  })
  await disparo.send(messageTo(to), { key: 'order 1' })
  await disparo.sendMany(rows, { key: 'campaign' })
  const ids = await found()
  expect(ids).toHaveLength(5)
  expect(ids).toEqual(expect.arrayContaining([single.id, `${placed.id}-2`]))
  const ofBatch = (await disparo.batchMessages(batch.id))?.messages.map(({ id }) => id) ?? []
  expect(ofBatch.filter((id) => ids.includes(id))).toHaveLength(2)
  expect(await found('5511987554322')).toHaveLength(1)
})

it('it is noted before it is enqueued: where it cannot be, nothing is', async () => {
  await redis.set(keys.personParts, 'no hash')
  await expect(disparo.send(messageTo(to))).rejects.toThrow()
  await expect(disparo.sendMany([messageTo(to)])).rejects.toThrow()
  expect(await redis.keys(`${keys.prefix}:${name}-*:prioritized`)).toEqual([])
})

it('no phone stands in the index', async () => {
  await disparo.send(messageTo(to))
  expect(await dumpRedis(redis, keys.prefix)).not.toMatch(/987554321|87554321/)
})
