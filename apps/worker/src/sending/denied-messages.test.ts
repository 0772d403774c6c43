import { expect, test } from 'vitest'
import { startAccountWorker } from '../account-worker.js'
import { message, openReconcileFixture } from '../reconcile/reconcile-fixture.test.support.js'
import { type Answer, status } from '../reconcile/report-server.test.support.js'

const maintenancePage = status(
  200,
  { 'content-type': 'text/plain' },
  '\n<!DOCTYPE html><h1>Em manutenção</h1>',
)
const error = status(
  200,
  { 'content-type': 'application/json' },
  '{"status":"ERRO","message":"tente mais tarde"}',
)
const queued = status(200, { 'content-type': 'text/html' }, 'Mensagem enfileirada')

test.each<[string, Answer]>([
  ['a maintenance page', maintenancePage],
  ['an error in a 200', error],
])(
  'behind %s the gate closes, and nothing is lost or sent twice, under resend either',
  async (_title, no) => {
    const scene = await openReconcileFixture('denied-messages', {
      unknownPolicy: { urgent: 'resend' },
      requestTimeoutMs: 30_000,
    })
    const { account, redis, log, server, disparo, lanes } = scene
    // closeAfter is 3; the probe is denied, too.
    server.posts = [no, no, no, no, queued]
    const sent: string[] = []
    for (let n = 0; n < 6; n++) sent.push((await disparo.send(message, { lane: 'urgent' })).id)
    const credentials = { username: 'usuarioApi', password: 'senhaApi' }
    const worker = startAccountWorker({
      ...{ account, credentials, redis, log, concurrency: 1, onRedisError: () => {} },
    })
    const statuses = () => Promise.all(sent.map(async (id) => (await disparo.status(id))?.status))
    await expect.poll(statuses).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'accepted', 'accepted'])
    expect(scene.lines.filter(({ event }) => event === 'gate:closed')).toMatchObject([
      { reason: no === error ? 'error-status' : 'html-page', ms: 50 },
      { ms: 100 },
    ])

    // They look for themselves now and then: that sends nothing.
    const looked = () =>
      scene.lines.filter(({ event, id }) => event === 'message:unknown' && id === sent[0]).length
    const before = looked()
    await (await lanes.urgent.getJob(String(sent[0])))?.promote()
    await expect.poll(looked).toBeGreaterThan(before)
    expect(server.posted).toHaveLength(6)

    await disparo.resolve(String(sent[0]), { as: 'resend', by: 'ana' })
    await expect.poll(async () => (await statuses())[0]).toBe('accepted')
    await worker.stop(1_000)
    expect(server.posted).toHaveLength(7)
  },
)
