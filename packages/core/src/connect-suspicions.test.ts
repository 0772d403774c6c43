import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { connect } from './connect.js'
import type { MessageInput } from './index.js'
import { InvalidMessageError } from './message/index.js'
import { accountKeys, openRedis } from './redis/index.js'

const name = 'suspicions-test'
const hourMs = 3_600_000
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const disparo = connect({ redis: inject('redisUrl'), account: { name } })
const row = (n: number, ...body: string[]) => ({
  to: `551190000${1_000 + n}`,
  template: { namespace: 'ns', elementName: 'aviso' },
  body,
})
const hoursAgo = (hours: number) => new Date(Date.now() - hours * hourMs)

const clear = async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
}
beforeEach(clear)
afterAll(async () => {
  await clear()
  await disparo.close()
  redis.disconnect()
})

it('what looks like a mistake is enqueued, and named in the receipt and by a check', async () => {
  const rows = [row(1, 'Ana', 'a'), row(2, '#N/D', 'b'), row(3, 'Olá {nome}', 'c'), row(4, 'Bia')]
  const suspicions = [
    { kind: 'variables', count: 1, rows: [4] },
    { kind: 'spreadsheet-error', count: 1, rows: [2] },
    { kind: 'placeholder', count: 1, rows: [3] },
  ]
  expect(await disparo.check(rows)).toMatchObject({ rejected: 0, suspicions })
  expect(await disparo.sendMany(rows)).toMatchObject({ enqueued: 4, suspicions })
})

describe('a sendAt that is over', () => {
  it('by hours sends at once, and is a suspicion', async () => {
    const receipt = await disparo.sendMany([{ ...row(1, 'Ana'), sendAt: hoursAgo(23) }, row(2, 'Bia')])
    expect(receipt).toMatchObject({ enqueued: 2, suspicions: [{ kind: 'past', count: 1, rows: [1] }] })
  })

  it('by more than a day is refused, in a row and of a message', async () => {
    const late = { ...row(1, 'Ana'), sendAt: hoursAgo(25) }
    const problem = { path: 'sendAt', message: expect.stringContaining('more than a day ago') }
    const receipt = await disparo.sendMany([late, row(2, 'Bia')])
    expect(receipt).toMatchObject({ enqueued: 1, rejected: 1, problems: [{ row: 1, ...problem }] })
    expect(await disparo.check([late])).toMatchObject({ rejected: 1, problems: [problem] })
    const { sendAt, ...message } = late
    const sent = disparo.send(message, { sendAt, key: 'late' })
    await expect(sent).rejects.toThrow(InvalidMessageError)
    await expect(sent).rejects.toMatchObject({ problems: [problem] })
    expect(await disparo.send(message, { key: 'late' })).toMatchObject({ created: true })
  })

  it('or an expiresAt, is no matter where the message or the row is known', async () => {
    const key = 'known'
    const terms = { sendAt: new Date(Date.now() + hourMs), expiresAt: new Date(Date.now() + 2 * hourMs) }
    await disparo.send(row(1, 'Ana'), { key, ...terms })
    const past = { sendAt: hoursAgo(100), expiresAt: hoursAgo(90) }
    expect(await disparo.send(row(1, 'Ana'), { key, ...past })).toMatchObject({ created: false })

    // The moment is in what a row is known by: here it is over only by now.
    const soon = new Date(Date.now() + 200)
    const rows = [{ ...row(2, 'Bia'), expiresAt: soon }]
    await disparo.sendMany(rows, { key })
    await expect.poll(() => Date.now()).toBeGreaterThan(soon.getTime())
    expect(await disparo.sendMany(rows, { key })).toMatchObject({ rejected: 0, unchanged: 1 })
    expect(await disparo.check(rows, { key })).toMatchObject({ rejected: 0 })
    expect(await disparo.check(rows)).toMatchObject({ rejected: 1 })
  })
})

it('blanks around a key are none of it', async () => {
  await disparo.send(row(1, 'Ana'), { key: ' k-1\u00a0' })
  expect(await disparo.send(row(1, 'Ana'), { key: 'k-1' })).toMatchObject({ created: false })
  await expect(disparo.send(row(1, 'Ana'), { key: 'a\u0000b' })).rejects.toThrow('key')
})

it('a check lets others go on while it reads many bad rows', async () => {
  let turns = 0
  const timer = setInterval(() => turns++, 1)
  const { rejected } = await disparo.check(Array.from({ length: 20_000 }, () => ({}) as MessageInput))
  clearInterval(timer)
  expect(rejected).toBe(20_000)
  // It takes many bites of 10 ms; without them there is not one turn.
  expect(turns).toBeGreaterThan(2)
})
