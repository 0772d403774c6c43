import { randomUUID } from 'node:crypto'
import { Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import { begin, parseEntry, settle } from '@disparo/core/internal/ledger'
import { accountKeys, openRedis } from '@disparo/core/internal/redis'
import { receiveEvents } from '@disparo/service/webhook'
import { pino } from 'pino'
import { afterAll, expect, inject, test } from 'vitest'
import { startEventMatcher } from './match-events.js'

const name = `match-events-${randomUUID().slice(0, 8)}`
const secrets = { password: { env: 'P' }, webhookSecret: { env: 'W' } }
const account = Account.parse({ name, configId: 'c', username: 'u', ...secrets })
const keys = accountKeys(name)
const redis = openRedis(inject('redisUrl'), 'worker')
const ledgerOptions = ledgerOptionsOf(account)
const lines: string[] = []
const log = pino({}, { write: (line: string) => void lines.push(line) })
afterAll(async () => {
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  redis.disconnect()
})

test('a worker tells what came before the answer was written down, and logs how much and nobody', async () => {
  const matching = startEventMatcher({ redis, keys, ledgerOptions }, log)
  const common = { id: 'm1', token: 'm1', maxAttempts: 3, ledgerOptions }
  await begin(redis, keys, {
    ...{ ...common, lane: 'bulk', policy: 'verify', attemptMs: 5_000, enqueuedAt: Date.now() },
    message: { to: '5511987554321', namespace: 'ns', elementName: 'aviso' },
    limit: { max: 100, windowMs: 60_000, safetyMarginMs: 0, reserve: 0 },
  })
  const event = { type: 'Failed', userId: '5511987554321', errorMessage: 'Message undeliverable' }
  await receiveEvents({ redis, keys, ledgerOptions }, JSON.stringify(event), Date.now())
  await settle(redis, keys, {
    ...{ ...common, outage: account.outage },
    settlement: {
      status: 'accepted',
      countAttempt: 'always',
      exhausted: 'failed',
      gate: { kind: 'success' },
    },
  })
  const status = async () => parseEntry('m1', await redis.hgetall(keys.message('m1')))?.status
  await expect.poll(status).toBe('failed')
  await expect.poll(() => lines.length).toBe(1)
  await matching.stop()
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'webhook:rematched', matched: 1, changed: 1 })
  expect(lines.join('')).not.toMatch(/5511987554321|undeliverable/)
})
