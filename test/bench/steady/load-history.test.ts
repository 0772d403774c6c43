import { connect } from '@disparo/core'
import { readSlices, sliceMs } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { afterAll, expect, inject, it } from 'vitest'
import { forgetAccount } from '../../stack/forget-account.js'
import { dumpAccount, restoreAccount } from './copy-account.js'
import { loadHistory } from './load-history.js'

const url = inject('redisUrl')
const redis = openRedis(url, 'worker')
const [first, second] = ['past-one', 'past-two'] as const
const history = { endsAt: Date.now(), hours: 2, perMinute: 20, entriesMs: 600_000 }

afterAll(async () => {
  redis.disconnect()
  for (const account of [first, second]) await forgetAccount(url, account)
})

it('writes messages at the times at which they were sent, and slices for what was before them', async () => {
  await loadHistory(url, first, history)
  const slices = await readSlices(redis, accountKeys(first))
  expect(slices.reduce((sum, { total }) => sum + total, 0)).toBe(2_400)
  expect(slices.every(({ scannedAt = 0, n }) => scannedAt > n * sliceMs)).toBe(true)
  const old = slices.filter(({ n }) => n * sliceMs < history.endsAt - 3_600_000)
  expect(old.some(({ open, total }) => open > 0 && open < total)).toBe(true)
  const disparo = connect({ redis: url, account: first })
  const { total, items } = await disparo
    .dispatched({ from: new Date(history.endsAt - 700_000), to: new Date(history.endsAt), limit: 1_000 })
    .finally(() => disparo.close())
  expect(total).toBeGreaterThanOrEqual(200)
  expect(items.some(({ status }) => status === 'read')).toBe(true)
  const accepted = items.map(({ timeline }) => Date.parse(timeline.accepted ?? ''))
  expect(Math.max(...accepted)).toBeLessThanOrEqual(history.endsAt)
  expect(Math.min(...accepted)).toBeLessThan(history.endsAt - 540_000)
})

it('gives another account the same', async () => {
  await restoreAccount(redis, second, await dumpAccount(redis, first))
  expect(await readSlices(redis, accountKeys(second))).toEqual(await readSlices(redis, accountKeys(first)))
})
