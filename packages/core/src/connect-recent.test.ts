import { afterAll, afterEach, beforeEach, expect, inject, it } from 'vitest'
import { connect, type Disparo } from './index.js'
import { begin, type Settlement, settle } from './ledger/index.js'
import { openPersons } from './persons/index.js'
import { closeLanes, findRecent, openLanes } from './queue/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'find-recent-test'
const url = inject('redisUrl')
const keys = accountKeys(name)
const redis = openRedis(url, 'worker')
const lanes = openLanes(redis, { name })
const hourMs = 3_600_000
const retentionMs = 31 * 24 * hourMs
const persons = openPersons({ redis, keys, retentionMs })
const ledgerOptions = { retentionMs, outbox: false, persons }
const phone = (n: number) => `55119${87_554_300 + n}`
const messageTo = (to: string, elementName = 'aviso') => ({ to, namespace: 'ns', elementName })

let disparo: Disparo
beforeEach(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  disparo = connect({ redis: url, account: name })
})
afterEach(() => disparo.close())
afterAll(async () => {
  await closeLanes(lanes)
  redis.disconnect()
})

async function sent(to: string, status: Settlement['status'] = 'accepted', elementName = 'aviso') {
  const message = messageTo(to, elementName)
  const { id } = await disparo.send(message)
  await begin(redis, keys, {
    ...{ id, token: id, lane: 'bulk', message, policy: 'verify', ledgerOptions, enqueuedAt: Date.now() },
    ...{ limit: { max: 100, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }, maxAttempts: 3, attemptMs: 1 },
  })
  await settle(redis, keys, {
    ...{ id, token: id, lane: 'bulk', maxAttempts: 3, ledgerOptions },
    outage: { closeAfter: 9, firstPauseMs: 1, longestPauseMs: 1 },
    settlement: { status, countAttempt: 'always', exhausted: 'failed', gate: { kind: 'none' } },
  })
  await lanes.bulk.remove(id)
  return id
}
const ask = (people: readonly string[], elementName = 'aviso', since = Date.now() - 24 * hourMs) =>
  findRecent(
    { redis, keys, lanes, persons },
    people.map((to) => messageTo(to, elementName)),
    since,
  )

it('who got the same template since, or has it waiting, is told, in whichever form the number is', async () => {
  await sent(phone(1))
  await disparo.sendMany([messageTo(phone(2))])
  await sent(phone(3), 'rejected')
  await sent(phone(4), 'accepted', 'outro')
  await sent(phone(5), 'unknown')
  const eightDigits = `5511${phone(1).slice(5)}`
  const people = [phone(1), phone(2), phone(3), phone(4), phone(5), phone(6), eightDigits]
  expect(await ask(people)).toEqual([true, true, false, false, true, false, true])
  expect(await ask(people, 'outro')).toEqual([false, false, false, true, false, false, false])
})

it('what went out before that does not count', async () => {
  await sent(phone(1))
  expect(await ask([phone(1)], 'aviso', Date.now() + hourMs)).toEqual([false])
})

it('one that was sent and one that is to be sent are looked for among many of a person', async () => {
  for (let n = 0; n < 30; n += 1) await sent(phone(1), 'rejected')
  expect(await ask([phone(1)])).toEqual([false])
  await disparo.send(messageTo(phone(1)))
  expect(await ask([phone(1), phone(1)])).toEqual([true, true])
})
