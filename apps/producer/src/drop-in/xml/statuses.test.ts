import { begin, observe, settle } from '@disparo/core/internal/ledger'
import { openRedis } from '@disparo/core/internal/redis'
import { afterAll, expect, inject, test } from 'vitest'
import { codeOf, openXmlDropIn, query, remetente } from './xml-drop-in.test.support.js'

const door = await openXmlDropIn({ accounts: [{ configId: 'outra' }, { remetente }] })
const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(async () => {
  await door.close()
  redis.disconnect()
})
const [other, account] = door.accounts

const ledgerOptions = { retentionMs: 86_400_000, outbox: false }
const limit = { max: 1_000_000, windowMs: 1_000, safetyMarginMs: 0, reserve: 0 }
const outage = { closeAfter: 5, firstPauseMs: 1_000, longestPauseMs: 60_000 }
const template = { namespace: 'ns', elementName: 'a' }

/** Sends a message of the batch, as a worker does; it may then be seen in a report. */
async function send(
  batch: string,
  row: number,
  to: string,
  status: 'accepted' | 'rejected',
  receivedAt?: number,
) {
  const { keys } = account ?? other
  const id = `${batch}-${row}`
  const common = { id, token: id, ledgerOptions, maxAttempts: 3 }
  const message = { to, ...template }
  const place = { batch, row, enqueuedAt: Date.now() }
  await begin(redis, keys, {
    ...common,
    ...place,
    lane: 'bulk',
    message,
    policy: 'verify',
    limit,
    attemptMs: 5_000,
  })
  const gate = { kind: 'success' } as const
  const settlement = { status, countAttempt: 'always', exhausted: 'failed', gate } as const
  await settle(redis, keys, { ...common, outage, settlement })
  if (receivedAt !== undefined)
    await observe(redis, keys, { ledgerOptions, observations: [{ id, receivedAt }] })
}

test('each contact has its word, in the order of the document, one that comes twice too', async () => {
  const phones = ['11987554321', '2133334444', '11987554321', '55987654321']
  const contacts = phones.map((phone) => `<contact><phone>${phone}</phone></contact>`).join('')
  const code = codeOf(
    await door.ask(
      `<main><emkt trans="50.01"><remetente>${remetente}</remetente><namespace>ns</namespace>` +
        `<element_name>a</element_name>${contacts}</emkt></main>`,
    ),
  )
  await send(code, 4, '5555987654321', 'accepted', Date.now())
  await send(code, 2, '552133334444', 'rejected')
  await send(code, 1, '5511987554321', 'accepted')
  expect((await door.ask(query(code.toUpperCase()))).answer).toEqual({
    kind: 'items',
    items: [
      { telefone: '11987554321', status: 'Aceito' },
      { telefone: '2133334444', status: 'Rejeitado' },
      { telefone: '11987554321', status: 'Na fila' },
      { telefone: '55987654321', status: 'Entregue' },
    ],
  })
})

test('a batch that came otherwise can be asked for too, and a foreign phone has its country code', async () => {
  const rows = [
    { to: '351912345678', ...template },
    { to: '+55 11 98755-4321', ...template },
  ]
  const { id } = await other.disparo.sendMany(rows, { lane: 'urgent' })
  expect((await door.ask(query(id))).answer).toEqual({
    kind: 'items',
    items: [
      { telefone: '351912345678', status: 'Na fila' },
      { telefone: '11987554321', status: 'Na fila' },
    ],
  })
})
