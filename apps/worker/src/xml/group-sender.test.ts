import type { MessageInput } from '@disparo/core'
import { closeLanes, openLanes } from '@disparo/core/internal/queue'
import { createXmlClient } from '@disparo/hi-platform/xml'
import type { Job } from 'bullmq'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openFaultJudge } from '../lanes/fault-judge.js'
import { openLaneLedger } from '../lanes/lane-ledger.js'
import { openGroupSender } from './group-sender.js'
import { answer, cutOff, error, never } from './integration.test.support.js'
import { messages, openXmlFixture, phoneOf, template, type XmlFixture } from './xml-fixture.test.support.js'

const becomes = ({ counts }: XmlFixture, batch: string, expected: Readonly<Record<string, number>>) =>
  expect.poll(() => counts(batch)).toMatchObject(expected)
const phonesOf = ({ server }: XmlFixture) =>
  server.sent.flatMap(({ contacts }) => contacts.map(({ phone }) => phone))

describe('a lane of an XML account', () => {
  it('sends messages of one template together, and writes down the code of their request', async () => {
    const scene = await openXmlFixture('xml-groups')
    const { disparo, server } = scene
    const one = messages(125)
    const other = messages(125, { elementName: 'outro' }, 1_000)
    const mixed = one.flatMap((message, n) => [message, ...other.slice(n, n + 1)])
    const { id } = await disparo.sendMany(mixed)
    await scene.work()
    await becomes(scene, id, { accepted: 250 })
    // A group may go before the rest of it has come: never one message a request, as without groups.
    expect(server.sent.length).toBeLessThanOrEqual(25)
    expect(phonesOf(scene).toSorted()).toEqual([...one, ...other].map(({ to }) => to.slice(2)).toSorted())
    for (const { elementName, contacts, remetente, identificador } of server.sent) {
      expect(contacts.length).toBeLessThanOrEqual(100)
      expect(remetente).toBe('minha-config-id')
      expect(identificador).toMatch(/^[0-9a-z]{13}$/)
      const ofOther = contacts.filter(({ phone }) => other.some(({ to }) => to.endsWith(phone)))
      expect(ofOther).toHaveLength(elementName === 'outro' ? contacts.length : 0)
    }
    const states = (await disparo.batchMessages(id, { limit: 1_000 }))?.messages ?? []
    for (const { to, upstreamId, attempts } of states) {
      const request = server.sent.find(({ contacts }) => contacts.some(({ phone }) => to.endsWith(phone)))
      expect(upstreamId).toBe(request?.code)
      expect(attempts).toBe(1)
    }
  })

  it('carries the parameters of each', async () => {
    const scene = await openXmlFixture('xml-parameters')
    const sent = [...'ab'].map((letter) => ({
      to: `55${phoneOf(1)}`,
      ...template,
      components: [
        {
          type: 'body' as const,
          parameters: [letter, '<&>'].map((text) => ({ type: 'text', text }) as const),
        },
      ] as const,
    }))
    const { id } = await scene.disparo.sendMany(sent)
    await scene.work()
    await becomes(scene, id, { accepted: 2 })
    expect(scene.server.sent).toMatchObject([
      { contacts: [{ parameters: ['a', '<&>'] }, { parameters: ['b', '<&>'] }] },
    ])
  })

  it('lets a message that is alone go after a moment', async () => {
    const scene = await openXmlFixture('xml-alone', { xml: { groupWaitMs: 40 } })
    await scene.work()
    const [message] = messages(1)
    const { id } = await scene.disparo.send(message as MessageInput)
    await expect.poll(async () => (await scene.disparo.status(id))?.status).toBe('accepted')
    expect(scene.server.sent).toHaveLength(1)
  })

  it('takes one permit a request, and holds the limit in requests', async () => {
    const limit = { max: 3, windowMs: 1_000 }
    const scene = await openXmlFixture('xml-limit', { limit, xml: { groupMax: 10 } })
    const { id } = await scene.disparo.sendMany(messages(70))
    await scene.work()
    await becomes(scene, id, { accepted: 70 })
    const { sent } = scene.server
    expect(sent.length).toBeLessThanOrEqual(10)
    for (const { at } of sent) {
      expect(sent.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(3)
    }
  })

  it('understands answers in upper case', async () => {
    const scene = await openXmlFixture('xml-upper')
    scene.server.sends = [
      answer(
        '<AKNA><FUNC TRANS="50.01"><RETURN ID="00"/></FUNC></AKNA><MAIN><EMKT><RETURN>77A-0001</RETURN></EMKT></MAIN>',
      ),
    ]
    const { id } = await scene.disparo.sendMany(messages(3))
    await scene.work()
    await becomes(scene, id, { accepted: 3 })
    expect((await scene.disparo.batchMessages(id))?.messages.map(({ upstreamId }) => upstreamId)).toEqual([
      '77A-0001',
      '77A-0001',
      '77A-0001',
    ])
  })

  it.for([
    [
      'a 200 without a code',
      answer('<main><emkt trans="50.01"><return>Sucesso</return></emkt></main>'),
      'no-code: Sucesso',
    ],
    ['an answer that is cut off', cutOff, 'connection-closed'],
    ['no answer', never, 'timeout'],
    ['a 500', answer('', 500), 'http-500'],
  ] as const)(
    'has all messages of a request unknown after %s, and sends none again',
    async ([, lost, detail]) => {
      const scene = await openXmlFixture('xml-lost', {
        ...(lost === never ? { requestTimeoutMs: 2_000 } : {}),
        xml: { groupWaitMs: 10_000 },
      })
      scene.server.sends = [lost]
      const { id } = await scene.disparo.sendMany(messages(100))
      await scene.work()
      await becomes(scene, id, { unknown: 100 })
      const states = (await scene.disparo.batchMessages(id, { limit: 1_000 }))?.messages ?? []
      expect(new Set(states.map((state) => state.detail))).toEqual(new Set([detail]))
      const next = await scene.disparo.sendMany(messages(100, {}, 500))
      await becomes(scene, next.id, { accepted: 100 })
      expect(scene.server.sent[0]?.contacts).toHaveLength(100)
      expect(phonesOf(scene)).toHaveLength(200)
      expect(new Set(phonesOf(scene)).size).toBe(200)
      // The gate has heard of one request in vain, not of a hundred.
      expect(scene.lines.filter(({ event }) => event === 'gate:closed')).toEqual([])
    },
  )

  it('sends all messages of a lost request again under resend', async () => {
    const scene = await openXmlFixture('xml-resend', { unknownPolicy: { bulk: 'resend' } })
    scene.server.sends = [cutOff]
    const { id } = await scene.disparo.sendMany(messages(20))
    await scene.work()
    await becomes(scene, id, { accepted: 20 })
    expect(phonesOf(scene)).toHaveLength(40)
    const states = (await scene.disparo.batchMessages(id))?.messages ?? []
    expect(states.every(({ attempts }) => attempts === 2)).toBe(true)
  })

  it('gives a throttled request back as a whole, and no attempt is spent', async () => {
    const scene = await openXmlFixture('xml-throttled')
    scene.server.sends = [answer('Too many connections.', 429, { 'x-rate-limit-reset': '1' })]
    const { id } = await scene.disparo.sendMany(messages(100))
    await scene.work()
    await becomes(scene, id, { accepted: 100 })
    const { sent } = scene.server
    expect((sent[1]?.at ?? 0) - (sent[0]?.at ?? 0)).toBeGreaterThanOrEqual(990)
    expect(sent.length).toBeLessThanOrEqual(3)
    const states = (await scene.disparo.batchMessages(id, { limit: 1_000 }))?.messages ?? []
    expect(states.every(({ attempts }) => attempts === 1)).toBe(true)
    expect(scene.lines.filter(({ event }) => event === 'gate:closed')).toMatchObject([
      { reason: 'throttled', ms: 1_000 },
    ])
  })

  it('loses no message to a wrong password: they wait for the gate, and it says so once', async () => {
    const scene = await openXmlFixture('xml-password', { maxAttempts: 2 })
    scene.server.sends = Array.from({ length: 4 }, () => error('01', 'Usuário ou senha inválidos'))
    const { id } = await scene.disparo.sendMany(messages(30))
    await scene.work()
    await becomes(scene, id, { accepted: 30 })
    const closed = scene.lines.filter(({ event }) => event === 'gate:closed')
    expect(closed).toHaveLength(4)
    expect(closed[0]).toMatchObject({ level: 50, reason: 'xml-01' })
  })

  it('rejects only the message that a request is refused for', async () => {
    const scene = await openXmlFixture('xml-rejected')
    scene.server.refusedPhones = new Set([phoneOf(37)])
    const { id } = await scene.disparo.sendMany(messages(100))
    await scene.work()
    await becomes(scene, id, { accepted: 99, rejected: 1 })
    const states = (await scene.disparo.batchMessages(id, { limit: 1_000 }))?.messages ?? []
    const rejected = states.filter(({ status }) => status === 'rejected')
    expect(rejected).toMatchObject([{ to: `55${phoneOf(37)}`, detail: 'xml-12: Telefone inválido' }])
    expect(states.filter(({ detail }) => detail)).toHaveLength(1)
    const taken = scene.server.sent.filter(({ code }) => code !== undefined)
    expect(taken.flatMap(({ contacts }) => contacts)).toHaveLength(99)
    expect(scene.server.sent.length).toBeLessThanOrEqual(20)
  })

  it('leaves behind a message that has expired, and the others go', async () => {
    const scene = await openXmlFixture('xml-expired')
    const expiresAt = new Date(Date.now() + 1_500)
    const rows = messages(10).map((message, n) =>
      n === 0 ? { ...message, expiresAt: expiresAt.toISOString() } : message,
    )
    const { id } = await scene.disparo.sendMany(rows)
    await expect.poll(() => Date.now()).toBeGreaterThan(expiresAt.getTime())
    await scene.work()
    await becomes(scene, id, { accepted: 9, expired: 1 })
    expect(scene.server.sent).toHaveLength(1)
    expect(phonesOf(scene)).not.toContain(phoneOf(0))
    const permits = await scene.redis.zcard(scene.keys.permits)
    expect(permits).toBe(1)
  })

  it('settles each message exactly once', async () => {
    const scene = await openXmlFixture('xml-once', {
      callback: { url: 'http://127.0.0.1:1/', secret: { env: 'UNUSED' } },
    })
    const { id } = await scene.disparo.sendMany(messages(120))
    await scene.work()
    await becomes(scene, id, { accepted: 120 })
    const events = await scene.redis.xrange(scene.keys.events, '-', '+')
    const told = events
      .map(([, fields]) => fields.slice(0, 4))
      .filter(([, , , what]) => what !== 'batch.finished')
    expect(told).toHaveLength(120)
    expect(new Set(told.map(([, message]) => message)).size).toBe(120)
    expect(told.every(([, , , status]) => status === 'accepted')).toBe(true)
  })

  it('sends a message once whose job came a second time while it waited', async () => {
    const scene = await openXmlFixture('xml-twice')
    const { account, redis, keys, server } = scene
    const lanes = openLanes(redis, account)
    onTestFinished(() => closeLanes(lanes))
    const { id } = await scene.disparo.send(messages(1)[0] as MessageInput)
    const jobs = await Promise.all([lanes.bulk.getJob(id), lanes.bulk.getJob(id)])
    const xml = createXmlClient({
      ...{ baseUrl: server.url, username: 'ana', password: '-' },
      requestTimeoutMs: 30_000,
    })
    onTestFinished(xml.close)
    const sender = openGroupSender({
      ...{ redis, keys, lanes, lane: 'bulk', account, xml, log: pino({ level: 'silent' }) },
      ...{
        alarm: { set: () => {} },
        ledger: openLaneLedger({ redis, keys, lane: 'bulk', account }),
        refundStart: async () => {},
        faults: openFaultJudge(account.outage),
        deadline: new AbortController().signal,
      },
    })
    await Promise.all(jobs.map((job) => sender.send(job as Job)))
    expect(phonesOf(scene)).toEqual([phoneOf(0)])
    expect(await scene.disparo.status(id)).toMatchObject({ status: 'accepted', attempts: 1 })
  })

  it('rejects what XML cannot carry without a request, whoever has enqueued it', async () => {
    const scene = await openXmlFixture('xml-uncarried')
    const [message] = messages(1)
    const otp = {
      ...message,
      components: [{ type: 'otp', parameters: [{ type: 'text', text: '123456' }] }],
    } as MessageInput
    const { id } = await scene.naive.send(otp)
    const good = await scene.naive.send({ ...message, components: [] } as MessageInput)
    await scene.work()
    await expect.poll(async () => (await scene.naive.status(id))?.status).toBe('rejected')
    await expect.poll(async () => (await scene.naive.status(good.id))?.status).toBe('accepted')
    const state = await scene.naive.status(id)
    expect(state?.detail).toMatch(/^not-for-xml: components\[0\]\.type is a one-time code/)
    expect(scene.server.sent).toHaveLength(1)
  })

  it('lets nobody wait for others when it stops', async () => {
    const scene = await openXmlFixture('xml-stop')
    scene.account.xml.groupWaitMs = 600_000 // Longer than the test lasts: who waited for others would not be sent.
    const worker = await scene.work()
    const { id } = await scene.disparo.sendMany(messages(5))
    await expect.poll(async () => (await scene.redis.keys(`${scene.keys.prefix}:*:lock`)).length).toBe(5)
    await worker.stop(60_000)
    expect(await scene.counts(id)).toMatchObject({ accepted: 5 })
    expect(phonesOf(scene).toSorted()).toEqual(messages(5).map(({ to }) => to.slice(2)))
  })

  it('writes no phone number, no parameter and no password into its log', async () => {
    const scene = await openXmlFixture('xml-log', { outage: { closeAfter: 100 } })
    scene.server.sends = [error('12', `Telefone ${phoneOf(1)} inválido`), answer('', 500)]
    const { id } = await scene.disparo.sendMany(
      messages(4).map((message) => ({
        ...message,
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'segredo' }] }],
      })),
    )
    await scene.work()
    await becomes(scene, id, { enqueued: 0, sending: 0 })
    expect(scene.lines.length).toBeGreaterThan(4)
    expect(JSON.stringify(scene.lines)).not.toMatch(/119000000|segredo|senhaXml/)
  })
})
