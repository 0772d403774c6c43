import { afterAll, expect, onTestFinished, test } from 'vitest'
import { basic } from '../../test-support/test-user.js'
import { message, openDropIn } from './drop-in.test.support.js'

const dropIn = await openDropIn({
  users: () => [
    { name: 'outro', password: 'outra-senha' },
    { name: 'so-le', password: 'senha-de-leitura', roles: ['read'] },
  ],
  restDropInQuotas: { sendsPerMinute: 3, reportsPer10Minutes: 2 },
})
afterAll(() => dropIn.close())

const left = ({ headers }: { headers: Record<string, unknown> }) => headers['x-rate-limit-remaining']

test('every answer says how the quota stands, and past it comes 429, each user having their own', async () => {
  const first = await dropIn.send(message)
  expect(first).toMatchObject({ status: 200, headers: { 'x-rate-limit-limit': '3' } })
  expect(left(first)).toBe('2')
  const seconds = Number(first.headers['x-rate-limit-reset'])
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(60)

  const invalid = await dropIn.send({})
  expect([invalid.status, left(invalid)]).toEqual([400, '1'])
  expect(left(await dropIn.send(message))).toBe('0')
  const refused = await dropIn.send(message)
  expect(refused).toMatchObject({
    status: 429,
    body: { status: 'ERROR', message: 'Too many connections.' },
    headers: { 'x-rate-limit-remaining': '0' },
  })

  const other = await dropIn.send(message, { headers: { authorization: basic('outro', 'outra-senha') } })
  expect([other.status, left(other)]).toEqual([200, '2'])
  const headers = { authorization: basic('so-le', 'senha-de-leitura') }
  const reader = await dropIn.send(message, { headers })
  expect([reader.status, left(reader)]).toEqual([403, '2'])
})

test('the report has a quota of its own, in a window of ten minutes', async () => {
  const first = await dropIn.report()
  expect(first).toMatchObject({ status: 200, headers: { 'x-rate-limit-limit': '2' } })
  expect(Number(first.headers['x-rate-limit-reset'])).toBeGreaterThan(60)
  expect((await dropIn.report({ pageSize: '0' })).status).toBe(400)
  expect(await dropIn.report()).toMatchObject({ status: 429, headers: { 'x-rate-limit-remaining': '0' } })
})

test('nobody learns of a quota without a password', async () => {
  const answer = await dropIn.send(message, { headers: { authorization: basic('outro', 'errada') } })
  expect(answer.status).toBe(401)
  expect(answer.headers).not.toHaveProperty('x-rate-limit-limit')
})

test('past the quota of the account comes 429, too, with the seconds until it is worth trying again', async () => {
  const full = await openDropIn({ quota: { waiting: 1 } })
  onTestFinished(() => full.close())
  expect((await full.send(message)).status).toBe(200)
  expect(await full.send(message)).toMatchObject({
    status: 429,
    headers: { 'retry-after': '60', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '60' },
    body: { status: 'ERROR', message: expect.stringContaining('Limite de mensagens da conta') },
  })
})
