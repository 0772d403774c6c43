import { describe, expect, it } from 'vitest'
import { type Answer, answer, error, never } from './integration.test.support.js'
import { messages, openXmlFixture, type XmlFixture } from './xml-fixture.test.support.js'

const count = 300
const always = (each: Answer) => Array<Answer>(1_000).fill(each)
const outage = { closeAfter: 3, firstPauseMs: 50, longestPauseMs: 400 }

/** How often each phone was asked for, at most; and how large the requests were. */
const timesAsked = ({ server }: XmlFixture) => {
  const times = new Map<string, number>()
  for (const { contacts } of server.sent)
    for (const { phone } of contacts) times.set(phone, (times.get(phone) ?? 0) + 1)
  return Math.max(...times.values())
}
const sizes = ({ server }: XmlFixture) => server.sent.map(({ contacts }) => contacts.length)
const closings = ({ lines }: XmlFixture) => lines.filter(({ event }) => event === 'gate:closed').length

/** Sends in both lanes until the gate has closed so often. */
async function sendInto(scene: XmlFixture, riddle: Answer, closed: number) {
  scene.server.sends = always(riddle)
  const bulk = await scene.disparo.sendMany(messages(count))
  const urgent = await scene.disparo.sendMany(messages(count, {}, 1_000), { lane: 'urgent' })
  await scene.work()
  await expect.poll(() => closings(scene)).toBeGreaterThanOrEqual(closed)
  return [bulk.id, urgent.id] as const
}

const all = async (scene: XmlFixture, ids: readonly string[]) => {
  const counts = await Promise.all(ids.map((id) => scene.counts(id)))
  return (status: string) => counts.reduce((sum, each) => sum + (each?.[status] ?? 0), 0)
}

describe('an answer to every request that is', () => {
  it.for([
    ['success with an ID of an error', error('01', 'Enviado com sucesso')],
    ['partly a success', error('12', 'Envio parcial: telefone inválido')],
    ['HTTP 400 without words', answer('', 400)],
  ] as const)('%s rejects nobody, and asks a few times, nobody twice', async ([name, riddle]) => {
    const scene = await openXmlFixture(`xml-riddle-${name.length}`, { outage })
    const ids = await sendInto(scene, riddle, 4)
    const of = await all(scene, ids)
    expect(of('rejected') + of('failed')).toBe(0)
    expect(timesAsked(scene)).toBe(1)
    // Those that were under way when the first answer came, in two lanes; then one at a time.
    expect(scene.server.sent.length).toBeLessThanOrEqual(4 + 2 * 10)
    expect(of('unknown')).toBeLessThanOrEqual(4 * 100 + 2 * 10)
    expect(sizes(scene).slice(-3)).toEqual([1, 1, 1])
    expect((await scene.disparo.gate()).reason).toMatch(/^(xml|http)-\d+/)
  })

  it.for(['Saldo insuficiente', 'Fila cheia', 'Limite diário de envios atingido'])(
    '%j costs no message, and closes the gate with its words',
    async (words) => {
      const scene = await openXmlFixture(`xml-words-${words.length}`, { outage })
      const ids = await sendInto(scene, error('09', words), 2)
      expect((await scene.disparo.gate()).reason).toContain(words)
      scene.server.sends = []
      await expect.poll(async () => (await all(scene, ids))('accepted')).toBe(2 * count)
    },
  )

  it("one and the same refusal of a contact is no contact's: the gate closes with its words", async () => {
    const scene = await openXmlFixture('xml-same-contact', { outage })
    const ids = await sendInto(scene, error('12', 'Telefone inválido'), 4)
    const of = await all(scene, ids)
    expect(of('rejected') + of('failed') + of('unknown')).toBe(0)
    expect(scene.server.sent.length).toBeLessThanOrEqual(20)
    expect((await scene.disparo.gate()).reason).toBe('xml-12: Telefone inválido')
    scene.server.sends = []
    await expect.poll(async () => (await all(scene, ids))('accepted')).toBe(2 * count)
    const states = (await scene.disparo.batchMessages(ids[0], { limit: 1_000 }))?.messages ?? []
    expect(new Set(states.map(({ attempts }) => attempts))).toEqual(new Set([1]))
  })

  it('one and the same refusal rejects two messages at most after an outage, and closes the gate', async () => {
    const scene = await openXmlFixture('xml-same-after', { outage })
    const ids = await sendInto(scene, error('09', 'Fila cheia'), 2)
    scene.server.sends = always(error('12', 'Telefone inválido'))
    const reason = async () => (await scene.disparo.gate()).reason
    await expect.poll(reason).toBe('xml-12: Telefone inválido')
    const before = closings(scene)
    await expect.poll(() => closings(scene)).toBeGreaterThanOrEqual(before + 3)
    expect((await all(scene, ids))('rejected')).toBeLessThanOrEqual(2)
    scene.server.sends = []
    await expect.poll(async () => (await all(scene, ids))('accepted')).toBeGreaterThanOrEqual(2 * count - 2)
  })

  it('one and the same refusal of a template stops after a few groups, and is mended there', async () => {
    const scene = await openXmlFixture('xml-same-template', { outage, xml: { groupMax: 10 }, halt: false })
    const ids = await sendInto(scene, error('15', 'Template não encontrado'), 2)
    expect((await all(scene, ids))('rejected')).toBeLessThanOrEqual(60)
    scene.server.sends = []
    await expect
      .poll(async () => (await all(scene, ids))('accepted') + (await all(scene, ids))('rejected'))
      .toBe(2 * count)
  })
})

describe('an outage', () => {
  it('leaves one message in doubt with each probe, and groups grow again afterwards', async () => {
    const scene = await openXmlFixture('xml-few-doubts', { outage, requestTimeoutMs: 200 })
    scene.server.sends = always(never)
    const { id } = await scene.disparo.sendMany(messages(count))
    await scene.work()
    await expect.poll(() => closings(scene)).toBeGreaterThanOrEqual(5)
    const before = sizes(scene)
    scene.server.sends = []
    const unknown = async () => (await scene.counts(id))?.unknown ?? 0
    await expect.poll(async () => ((await scene.counts(id))?.accepted ?? 0) + (await unknown())).toBe(count)
    expect(before.filter((size) => size > 1).length).toBeLessThanOrEqual(2)
    expect(await unknown()).toBeLessThanOrEqual(2 * 100 + before.length + 2)
    const after = sizes(scene).slice(before.length + 2)
    expect(Math.max(...after)).toBeGreaterThan(10)
    expect(timesAsked(scene)).toBe(1)
  })
})
