import type { MessageInput } from '@disparo/core'
import { Account, ledgerOptionsOf } from '@disparo/core/internal/account'
import { begin, recordRequest } from '@disparo/core/internal/ledger'
import { describe, expect, it } from 'vitest'
import { answer, cutOff, error } from './integration.test.support.js'
import { messages, openXmlFixture, phoneOf, type XmlFixture } from './xml-fixture.test.support.js'

const open = (name: string, settings?: Parameters<typeof openXmlFixture>[1]) =>
  openXmlFixture(name, settings, undefined, 100)
const becomes = ({ counts }: XmlFixture, batch: string, expected: Readonly<Record<string, number>>) =>
  expect.poll(() => counts(batch)).toMatchObject(expected)

/** Sends so many messages in one request; answers their batch. */
async function send(scene: XmlFixture, count: number): Promise<string> {
  const { id } = await scene.disparo.sendMany(messages(count))
  await becomes(scene, id, { accepted: count })
  return id
}

/** One look at whatever is followed; answers its log line. */
async function look(scene: XmlFixture, event = 'report:scanned') {
  const looked = scene.next(event)
  await scene.makeDue()
  return looked
}

/** How many requests are followed still, and how many keys tell of them. */
async function followed({ redis, keys }: XmlFixture): Promise<number[]> {
  return Promise.all([
    redis.zcard(keys.requestsDue),
    redis.zcard(keys.requestsSent),
    redis.keys(`${keys.prefix}:request:*`).then(({ length }) => length),
  ])
}

describe('the statuses of an XML account', () => {
  it('are learnt by 50.02 until all are read, and then not asked for any more', async () => {
    const scene = await open('xml-follow')
    await scene.work()
    const id = await send(scene, 3)
    expect(await followed(scene)).toEqual([1, 1, 1])
    expect(scene.server.asked).toEqual([])

    for (const [word, status] of [
      ['Enviado', 'sent'],
      ['ENTREGUE', 'received'],
      ['lido', 'read'],
    ] as const) {
      scene.server.wordOf = () => word
      // A look takes the time first, and then sees what is due.
      const before = Date.now() - 1_000
      await look(scene)
      expect(await scene.counts(id)).toMatchObject({ [status]: 3 })
      const [state] = (await scene.disparo.batchMessages(id))?.messages ?? []
      expect(Date.parse(state?.timeline[status] ?? '')).toBeGreaterThanOrEqual(before)
    }
    await expect.poll(() => followed(scene)).toEqual([0, 0, 0])
    expect(new Set(scene.server.asked)).toEqual(new Set([scene.server.sent[0]?.code]))
    expect(scene.server.asked).toHaveLength(3)
  })

  it('are asked for at growing distances', async () => {
    const scene = await open('xml-distances')
    await scene.work()
    await send(scene, 1)
    const { redis, keys } = scene
    const code = scene.server.sent[0]?.code ?? ''
    const times = async () =>
      (await Promise.all([redis.zscore(keys.requestsDue, code), redis.zscore(keys.requestsSent, code)])).map(
        Number,
      )
    const [due = 0, sentAt = 0] = await times()
    expect(due - sentAt).toBe(30_000)
    await redis.zadd(keys.requestsSent, sentAt - 45 * 60_000, code)
    await look(scene)
    await expect.poll(async () => (await times())[0]).toBe(sentAt + 15 * 60_000)
  })

  it('tell of failure, of words nobody knows, and of each recipient its own', async () => {
    const scene = await open('xml-words')
    await scene.work()
    const id = await send(scene, 4)
    const words = ['Falha na entrega', 'Aguardando operadora', 'Lido', 'Enviado']
    scene.server.wordOf = (phone) => words[Number(phone) - Number(phoneOf(0))] ?? ''
    expect(await look(scene)).toMatchObject({ items: 4, matched: 4, foreign: 0, open: 2 })
    const states = (await scene.disparo.batchMessages(id))?.messages
    expect(states).toMatchObject([
      { status: 'failed', detail: 'Falha na entrega' },
      { status: 'accepted', detail: 'Aguardando operadora' },
      { status: 'read' },
      { status: 'sent' },
    ])
    scene.server.wordOf = () => 'Entregue'
    await look(scene)
    const later = (await scene.disparo.batchMessages(id))?.messages ?? []
    expect(later.map(({ status }) => status)).toEqual(['failed', 'received', 'read', 'received'])
    expect(later[1]?.detail).toBeUndefined()
  })

  it('end a doubt about a message whose worker died after the answer', async () => {
    const scene = await open('xml-died')
    const { account, redis, keys, disparo, server } = scene
    const [message] = messages(1)
    const { id } = await disparo.send(message as MessageInput)
    // Its worker has remembered the request, and settled nothing.
    await begin(redis, keys, {
      ...{ id, token: 'died', share: true, lane: 'bulk', policy: 'verify', message: message as never },
      ...{ limit: { ...account.limit, safetyMarginMs: 0, reserve: 0 }, maxAttempts: 8, attemptMs: 1_000 },
      ...{ ledgerOptions: ledgerOptionsOf(account), enqueuedAt: Date.now() },
    })
    await recordRequest(redis, keys, { code: 'c-77', ids: [id], firstLookMs: 60_000, maxAgeMs: 60_000 })
    await scene.work()
    await expect.poll(async () => (await disparo.status(id))?.status).toBe('unknown')
    const item = `<item><telefone>${phoneOf(0)}</telefone><status>Falha</status></item>`
    server.looks = [answer(`<MAIN><EMKT TRANS="40.03">${item}</EMKT></MAIN>`)]
    await look(scene)
    expect(await disparo.status(id)).toMatchObject({ status: 'failed', detail: 'Falha', upstreamId: 'c-77' })
    expect(server.sent).toHaveLength(0)
    expect(await redis.zcard(keys.unknown)).toBe(0)
  })

  it('are asked for later where a code is not known, and the others go on', async () => {
    const scene = await open('xml-refused')
    await scene.work()
    const id = await send(scene, 1)
    scene.server.looks = [error('44', 'Código inexistente')]
    expect(await look(scene, 'report:refused')).toMatchObject({ reason: 'xml-44' })
    scene.server.wordOf = () => 'Lido'
    await look(scene)
    expect(await scene.counts(id)).toMatchObject({ read: 1 })
  })

  it('keep within their quota, which is none of the gate of sending', async () => {
    const scene = await open('xml-quota', {
      reconcile: { limit: { max: 1, windowMs: 60_000 } },
      xml: { groupMax: 1, statusLimit: { max: 2, windowMs: 60_000 } },
    })
    await scene.work()
    const id = await send(scene, 5)
    scene.server.wordOf = () => 'Lido'
    await scene.makeDue()
    await becomes(scene, id, { read: 2 })
    const state = await scene.disparo.report()
    expect(state).toMatchObject({ quota: { left: 0 }, followed: { messages: 3 } })
    const other = await scene.disparo.sendMany(messages(1, {}, 50))
    await becomes(scene, other.id, { accepted: 1 })
    expect(scene.server.asked).toHaveLength(2)
  })

  it('of messages sent one by one are learnt in time, by the quota that 50.02 has of its own', async () => {
    const { statusLimit } = Account.parse({
      ...{ name: 'any', configId: '-', username: '-', password: { env: '-' } },
    }).xml
    const scene = await open('xml-singles', { xml: { groupMax: 1, statusLimit } })
    await scene.work()
    const id = await send(scene, 70)
    scene.server.wordOf = () => 'Lido'
    await scene.makeDue()
    await becomes(scene, id, { read: 70 })
  })

  it('wait as long as a 429 says, while messages go out', async () => {
    const scene = await open('xml-looks-throttled')
    await scene.work()
    const id = await send(scene, 1)
    scene.server.looks = [answer('Too many connections.', 429, { 'x-rate-limit-reset': '1' })]
    const closed = scene.next('report:closed')
    await look(scene, 'report:refused')
    expect(await closed).toMatchObject({ reason: 'throttled', ms: 1_000 })
    const other = await scene.disparo.sendMany(messages(1, {}, 50))
    await becomes(scene, other.id, { accepted: 1 })
    scene.server.wordOf = () => 'Lido'
    await scene.makeDue()
    await becomes(scene, id, { read: 1 })
  })

  it('are not believed where an answer breaks off', async () => {
    const scene = await open('xml-broken')
    await scene.work()
    const id = await send(scene, 1)
    scene.server.wordOf = () => 'Lido'
    scene.server.looks = [cutOff]
    expect(await look(scene, 'report:refused')).toMatchObject({ reason: 'connection-closed' })
    expect(await scene.counts(id)).toMatchObject({ accepted: 1 })
    scene.server.looks = [answer('<main><emkt trans="40.03"><item><telefone>')]
    expect(await look(scene, 'report:refused')).toMatchObject({ reason: 'no-code' })
    await look(scene)
    expect(await scene.counts(id)).toMatchObject({ read: 1 })
  })

  it('are asked for by one worker at a time', async () => {
    const scene = await open('xml-lease')
    const workers = [await scene.work(), await scene.work()]
    const id = await send(scene, 1)
    scene.server.wordOf = () => 'Enviado'
    await look(scene)
    expect(scene.server.asked).toHaveLength(1)
    await Promise.all(workers.map((worker) => worker.stop(1_000)))
    expect(await scene.redis.exists(scene.keys.reportLease)).toBe(0)
    expect(await scene.counts(id)).toMatchObject({ sent: 1 })
  })

  it('leave nothing behind that is counted for ever', async () => {
    const scene = await open('xml-slices')
    const { redis, keys } = scene
    const old = Math.floor((Date.now() - 80 * 3_600_000) / 30_000)
    await redis.hset(keys.slicesTotal, old, 5)
    await redis.hset(keys.slicesOpen, old, 5)
    await scene.work()
    await expect.poll(() => redis.hexists(keys.slicesOpen, `${old}`)).toBe(0)
  })
})

describe('a message in doubt of an XML account', () => {
  it('sleeps until somebody answers for it, and then goes again', async () => {
    const scene = await open('xml-doubt')
    const { disparo, server } = scene
    server.sends = [cutOff]
    await scene.work()
    const { id } = await disparo.sendMany(messages(2))
    await becomes(scene, id, { unknown: 2 })
    const delayed = () => scene.redis.zcard(`${scene.keys.prefix}:xml-doubt-bulk:delayed`)
    await expect.poll(delayed).toBe(2)
    const [one, other] = (await disparo.batchMessages(id))?.messages ?? []
    await disparo.resolve(one?.id ?? '', { as: 'resend', by: 'ana' })
    await disparo.resolve(other?.id ?? '', { as: 'accepted', by: 'ana' })
    await expect.poll(() => server.sent.length).toBe(2)
    expect(server.sent[1]?.contacts).toMatchObject([{ phone: phoneOf(0) }])
    await becomes(scene, id, { accepted: 2 })
  })

  it('names the request that it went in, by which all of it are resolved', async () => {
    const scene = await open('xml-doubt-request')
    const { disparo, server, redis, keys, account } = scene
    server.sends = [cutOff]
    await scene.work()
    const { id } = await disparo.sendMany(messages(5))
    await becomes(scene, id, { unknown: 5 })
    const request = server.sent[0]?.identificador ?? ''
    const states = (await disparo.batchMessages(id))?.messages ?? []
    expect(states.map((state) => state.request)).toEqual(Array(5).fill(request))
    // Of one whose worker died before it could say so, too.
    const [message] = messages(1, {}, 50)
    const dead = await disparo.send(message as MessageInput, { sendAt: new Date(Date.now() + 3_600_000) })
    const attempt = {
      ...({ id: dead.id, share: true, lane: 'bulk', policy: 'verify', message: message as never } as const),
      ...{ limit: { ...account.limit, safetyMarginMs: 0, reserve: 0 }, maxAttempts: 8, attemptMs: 1_000 },
      ...{ ledgerOptions: ledgerOptionsOf(account), enqueuedAt: Date.now() },
    }
    await begin(redis, keys, { ...attempt, token: '0123456789abc' })
    await begin(redis, keys, { ...attempt, token: 'zzzzzzzzzzzzz' })
    expect(await disparo.status(dead.id)).toMatchObject({ status: 'unknown', request: '0123456789abc' })

    const said = { as: 'resend', by: 'ana' } as const
    expect(await disparo.resolveMany({ request: '0123456789abc' }, said)).toMatchObject({ resolved: 1 })
    expect(await disparo.resolveMany({ request }, said)).toMatchObject({
      resolved: 5,
      notUnknown: [],
      more: false,
    })
    await becomes(scene, id, { accepted: 5 })
    expect((await disparo.batchMessages(id))?.messages.some((state) => state.request)).toBe(false)
  })
})
