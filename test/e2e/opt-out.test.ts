import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Stack, startStack } from '../stack/start-stack.js'
import { startWebhookRelay, type WebhookRelay } from '../stack/webhook-relay.js'
import { expectMoreThan, recipient } from './campaign.test.support.js'
import { patience } from './patience.test.support.js'

const secret = 'a-secret-of-the-address'
const rows = 1_000
/** Those who opt out stand at the beginning, and at the end again. */
const [answers, atMeta, stays] = [recipient(0), recipient(1), recipient(2)]

let relay: WebhookRelay
let stack: Stack
beforeAll(async () => {
  relay = await startWebhookRelay()
  stack = await startStack({
    workers: 2,
    // 40 a second: who opts out does so while nearly all of it waits, also on a busy machine.
    limit: { max: 120, windowMs: 3_000 },
    account: { webhookSecret: { env: 'OPT_OUT_SECRET' } },
    env: {
      producer: { OPT_OUT_SECRET: secret },
      sandbox: { SANDBOX_PUSH_URL: relay.url, SANDBOX_TIME_SCALE: '1000' },
    },
  })
  relay.to(`${stack.producer.url}/webhooks/hi-broker/${stack.account}/${secret}`)
}, 120_000)
afterAll(async () => {
  await stack?.stop()
  relay?.close()
})

function csv(): string {
  const first = Array.from({ length: rows - 3 }, (_, n) => `${recipient(n)},avisos,oferta`)
  const again = [answers, atMeta, stays].map((to) => `${to},avisos,ultima_chance`)
  return ['to,namespace,elementName', ...first, ...again].join('\n')
}

it('who answers SAIR, or opts out at Meta, while 1,000 rows wait gets nothing of them any more', async () => {
  const { sandbox, producer } = stack
  await sandbox.setPeople([{ phone: atMeta, optedOut: true }])
  const { id } = await producer.importCsv(csv(), { lane: 'bulk' })
  await expectMoreThan(stack, 5)
  await sandbox.reply([{ phone: answers, text: 'Sair!' }])

  const countsOf = async () => (await producer.batch(id))?.counts
  await vi.waitFor(async () => expect(await countsOf()).toMatchObject({ enqueued: 0, sending: 0 }), patience)
  expect(await countsOf()).toMatchObject({ suppressed: 2, unknown: 0, rejected: 0 })
  const arrived = await sandbox.allMessages()
  const got = (to: string) => arrived.filter((each) => each.to === to).map(({ elementName }) => elementName)
  expect([answers, atMeta, stays].map(got)).toEqual([['oferta'], ['oferta'], ['oferta', 'ultima_chance']])
  expect(arrived).toHaveLength(rows - 2)

  const messages = await producer.batchMessages(id)
  const last = messages.filter(({ elementName }) => elementName === 'ultima_chance')
  const suppressed = last.filter(({ status }) => status === 'suppressed')
  expect(suppressed.map(({ to, reason }) => [to, reason]).sort()).toEqual([
    [answers, 'suppressed-opt-out'],
    [atMeta, 'suppressed-opt-out'],
  ])
}, 400_000)

it('they get their one-time codes all the same', async () => {
  const { sandbox, producer } = stack
  const otp = { type: 'otp', parameters: [{ type: 'text', text: '123456' }] }
  for (const to of [answers, atMeta]) {
    await producer.send({ to, namespace: 'avisos', elementName: 'codigo', components: [otp] })
  }
  const codes = async () =>
    (await sandbox.allMessages()).filter(({ elementName }) => elementName === 'codigo').length
  await vi.waitFor(async () => expect(await codes()).toBe(2), patience)
}, 200_000)
