import { once } from 'node:events'
import { openRedis } from '@disparo/core/internal/redis'
import { UnrecoverableError, Worker } from 'bullmq'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBoardServer } from './board-server.test.support.js'

const door = await openBoardServer()
const redis = openRedis(inject('redisUrl'), 'worker')
afterAll(async () => {
  redis.disconnect()
  await door.close()
})

const [account] = door.accounts
const phone = '5511987650123'
const secrets = [phone, '11987650123', '98765-0123', 'Fulana de Tal', '483921', 'boleto-77', 'vitrine.png']
const message = {
  to: phone,
  namespace: 'ns_loja',
  elementName: 'cobranca',
  category: 'Marketing',
  components: [
    { type: 'header', parameters: [{ type: 'image', image: { link: 'https://m.example/vitrine.png' } }] },
    { type: 'body', parameters: [{ type: 'text', text: 'Fulana de Tal' }] },
    { type: 'otp', parameters: [{ type: 'text', text: '483921' }] },
    { type: 'button', parameters: [{ index: 0, type: 'url', text: 'boleto-77' }] },
  ],
  externalLabel: `fatura ${phone}`,
}
const spoken = 'Fulana de Tal, +55 (11) 98765-0123, says 483921 and boleto-77'
const statuses = ['latest', 'waiting', 'prioritized', 'delayed', 'failed', 'completed']

/** Jobs in every state, whose every field says what it must not. */
beforeAll(async () => {
  const bulk = door.queue(account, 'bulk')
  const data = { message, batch: 'lote-1', row: 7, fingerprint: 'f1n63rpr1n7' }
  const worker = new Worker(
    bulk.name,
    async (job) => {
      await job.log(spoken)
      await job.updateProgress({ to: phone })
      if (job.opts.delay) throw new Error(spoken)
      const failure = new UnrecoverableError(spoken)
      failure.stack = `${failure.stack}\n${spoken}`
      if (job.id?.startsWith('failed')) throw failure
      return { name: spoken }
    },
    { connection: redis, prefix: bulk.opts.prefix ?? '', autorun: false },
  )
  const all = { attempts: 1, stackTraceLimit: 10 }
  await bulk.add('send', data, { ...all, jobId: 'failed-1' })
  await bulk.add('send', { to: phone, [phone]: spoken }, { ...all, jobId: 'failed-poisoned' })
  await bulk.add(spoken, data, { ...all, jobId: 'failed-named' })
  await bulk.add('send', data, { ...all, jobId: 'done-1', removeOnComplete: false })
  const drained = once(worker, 'drained')
  void worker.run()
  await drained
  await worker.close()
  await bulk.add('send', data, { jobId: 'waits-1' })
  await bulk.add('send', data, { jobId: 'prioritized-1', priority: 10 })
  await bulk.add('send', data, { jobId: 'delayed-1', delay: 3_600_000 })
  const told = { id: 'm-1', status: 'sent', account, at: '2026-01-02T03:04:05Z', externalLabel: phone }
  const body = { type: 'message.sent', timestamp: told.at, data: { ...told, timeline: { sent: told.at } } }
  await door.queue(account, 'callbacks').add('callback', body as never, { jobId: 'told-1' })
})

async function everything(): Promise<string[]> {
  const bulk = `/api/queues/${account}-bulk`
  const ids = [
    'failed-1',
    'failed-poisoned',
    'failed-named',
    'done-1',
    'waits-1',
    'prioritized-1',
    'delayed-1',
  ]
  const paths = [
    '/api/queues',
    ...statuses.map((status) => `/api/queues?activeQueue=${account}-bulk&status=${status}`),
    `/api/queues?activeQueue=${account}-callbacks&status=latest`,
    `/api/queues/${account}-callbacks/told-1`,
    `${bulk}/default-job-options`,
    `${bulk}/rate-limit`,
    ...ids.flatMap((id) => [`${bulk}/${id}`, `${bulk}/${id}/logs`, `${bulk}/${id}/flow`]),
  ]
  const answers = await Promise.all(paths.map((path) => door.ask('GET', path)))
  expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200))
  return answers.map(({ text }) => text)
}

test('no answer of the board says a phone number or a parameter, whatever of a job says it', async () => {
  const answers = await everything()
  for (const answer of answers) for (const secret of secrets) expect(answer).not.toContain(secret)
  // The hash of a message could be found by trying numbers; a label may be anything.
  for (const answer of answers) expect(answer).not.toMatch(/f1n63rpr1n7|fatura/)
  expect(JSON.stringify(door.log)).not.toMatch(/98765|Fulana|483921/)
})

test('what an operator needs is there: the template, the batch and row, why and when', async () => {
  const { text } = await door.ask('GET', `/api/queues/${account}-bulk/failed-1`)
  expect(JSON.parse(text)).toMatchObject({
    status: 'failed',
    job: {
      id: 'failed-1',
      name: 'send',
      data: {
        message: { to: '•••', namespace: 'ns_loja', elementName: 'cobranca', category: 'Marketing' },
        batch: 'lote-1',
        row: 7,
      },
      failedReason: '•••, •••, says ••• and •••',
      isFailed: true,
      opts: { attempts: 1 },
    },
  })
  const logs = await door.ask('GET', `/api/queues/${account}-bulk/failed-1/logs`)
  expect(JSON.parse(logs.text)).toEqual(['•••, •••, says ••• and •••'])
  const told = await door.ask('GET', `/api/queues/${account}-callbacks/told-1`)
  expect(JSON.parse(told.text).job.data).toEqual({
    type: 'message.sent',
    timestamp: '2026-01-02T03:04:05Z',
    data: {
      ...{ id: 'm-1', status: 'sent', account, at: '2026-01-02T03:04:05Z' },
      timeline: { sent: '2026-01-02T03:04:05Z' },
    },
  })
})

test('a job of another form shows nothing of its data', async () => {
  const { text } = await door.ask('GET', `/api/queues/${account}-bulk/failed-poisoned`)
  expect(JSON.parse(text).job.data).toEqual({})
})
