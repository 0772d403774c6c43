import { describe, type ExpectStatic, it, vi } from 'vitest'
import { status } from '../reconcile/report-server.test.support.js'
import { openRefusalFixture, type RefusalFixture } from './refusals.test.support.js'

const json = { 'content-type': 'application/json' }
const refusals = {
  404: status(404, json, '{"status":"ERROR"}'),
  403: status(403, json, '{"status":"ERROR"}'),
  429: status(429, { 'x-rate-limit-reset': '1' }),
  500: status(500),
  503: status(503, { 'retry-after': '1' }),
} as const
const codes = [404, 403, 429, 500, 503] as const
const reasons = { 404: 'http-404', 403: 'http-403', 429: 'throttled', 500: 'http-500', 503: 'http-503' }

const template = { namespace: 'ns', elementName: 'boas_vindas' }
const poisoned = '5511900000000'
const isPoison = ({ to }: { to: string }) => to === poisoned

/** So many messages of a template, one after the other. */
async function send(
  { disparo }: RefusalFixture,
  count: number,
  over: object = {},
  lane: 'urgent' | 'bulk' = 'bulk',
) {
  const ids: string[] = []
  for (let n = 1; n <= count; n++) {
    const to = `55119${String(10_000_000 + n)}`
    const key = `${String(n)}-${JSON.stringify(over)}`
    const trySend = () => disparo.send({ ...template, to, ...over }, { lane, key })
    // On a busy machine Redis may not answer within a second: the key makes trying again safe.
    ids.push((await trySend().catch(trySend)).id)
  }
  return ids
}

const patience = { interval: 100 }

// Each has an account of its own, and waits for pauses most of the time.
vi.setConfig({ maxConcurrency: 6 })

const closings = ({ lines }: RefusalFixture) => lines.filter(({ event }) => event === 'gate:closed').length
/** Asking for hundreds of statuses again and again would take the time that sending needs. */
const taken = (expect: ExpectStatic, { arrivals }: RefusalFixture, count: number) =>
  expect.poll(() => arrivals.filter((one) => one.status === 200).length, patience).toBe(count)
const triesOf = ({ arrivals }: RefusalFixture, to: string) => arrivals.filter((one) => one.to === to).length

describe.concurrent.each([
  ['its own lane', 'bulk'],
  ['the other lane', 'urgent'],
] as const)('a message that alone is refused, in %s', (_title, lane) => {
  it.for(codes)(
    'with %i, holds up nobody, and ends by its own attempts',
    async (code, { expect, ...test }) => {
      const scene = await openRefusalFixture(`refusals-${lane}-${code}`, test, {
        unknownPolicy: { urgent: 'resend', bulk: 'verify' },
      })
      scene.refuse((message) => (isPoison(message) ? refusals[code] : undefined))
      const [poison = ''] = await send(scene, 1, { to: poisoned }, lane)
      const good = await send(scene, 20)
      await scene.work()
      await expect.poll(() => scene.counts(good), patience).toEqual({ accepted: 20 })
      // It, what it was compared with, and once more before that was known; some more where the others come slowly.
      expect(triesOf(scene, poisoned)).toBeLessThanOrEqual(8)
      expect(closings(scene)).toBeLessThanOrEqual(8)

      const end = code === 500 ? 'unknown' : 'failed'
      await expect.poll(() => scene.counts([poison]), patience).toEqual({ [end]: 1 })
      expect(await scene.disparo.status(poison)).toMatchObject({ detail: reasons[code] })
      expect(triesOf(scene, poisoned)).toBeLessThanOrEqual(9)
      expect(scene.arrivals.filter((one) => !isPoison(one))).toHaveLength(20)
    },
  )
})

/** Messages of each template. */
const count = 100
const bad = { elementName: 'recusado' }
const isBad = ({ elementName }: { elementName: string }) => elementName === bad.elementName
const rested = ({ lines }: RefusalFixture) => lines.filter(({ event }) => event === 'template:resting')

describe.concurrent('a template whose messages are all refused', () => {
  it.for([404, 500] as const)(
    'with %i, rests by itself, and goes out once it is taken',
    async (code, { expect, ...test }) => {
      const scene = await openRefusalFixture(`refusals-template-${code}`, test)
      scene.refuse((message) => (isBad(message) ? refusals[code] : undefined))
      const refused = await send(scene, count, bad)
      const good = await send(scene, count)
      await scene.work()
      await taken(expect, scene, count)
      await expect.poll(() => scene.counts(good), patience).toEqual({ accepted: count })
      expect(rested(scene)).toContainEqual(
        expect.objectContaining({ ...template, ...bad, reason: reasons[code] }),
      )
      expect(closings(scene)).toBeLessThanOrEqual(4)
      // What closed the gate, what was under way by then, what showed whose fault it is; then one probe a pause.
      expect(scene.arrivals.filter(isBad).length).toBeLessThanOrEqual(5 + 5 + 5 + rested(scene).length)

      const states = await Promise.all(refused.map((id) => scene.disparo.status(id)))
      for (const state of states)
        expect(['enqueued', 'sending', 'unknown', undefined]).toContain(state?.status)
      expect(states.filter((state) => state?.status === 'enqueued' && state.attempts > 0)).toEqual([])

      scene.refuse(() => undefined)
      const inDoubt = scene.arrivals.filter(({ status }) => status === 500).length
      await taken(expect, scene, 2 * count - inDoubt)
      await expect
        .poll(() => scene.counts(refused), patience)
        .toEqual({ accepted: count - inDoubt, ...(inDoubt ? { unknown: inDoubt } : {}) })
      expect(scene.lines.filter(({ event }) => event === 'template:recovered').length).toBeGreaterThan(0)
      expect(scene.arrivals.filter((one) => !isBad(one))).toHaveLength(count)
    },
  )

  it('lets its messages expire, and be cancelled', async ({ expect, ...test }) => {
    const scene = await openRefusalFixture('refusals-template-end', test)
    const { disparo } = scene
    scene.refuse((message) => (isBad(message) ? refusals[404] : undefined))
    const rows = Array.from({ length: 10 }, (_, n) => ({
      ...template,
      ...bad,
      to: `551191${String(1_000_000 + n)}`,
    }))
    const batch = await disparo.sendMany(rows)
    const expiring = await disparo.send(
      { ...template, ...bad, to: '5511911111111' },
      { expiresAt: new Date(Date.now() + 5_000) },
    )
    await send(scene, 20)
    await scene.work()
    await expect.poll(() => rested(scene).length, patience).toBeGreaterThan(1)
    await expect.poll(() => scene.counts([expiring.id]), patience).toEqual({ expired: 1 })
    await disparo.cancelBatch(batch.id)
    await expect.poll(async () => (await disparo.batch(batch.id))?.counts.cancelled, patience).toBe(10)
  })
})

describe.concurrent('where nothing gets through', () => {
  it.for([404, 403, 429, 503] as const)(
    '%i for all closes the gate, and no message fails for it',
    async (code, { expect, ...test }) => {
      const scene = await openRefusalFixture(`refusals-account-${code}`, test)
      scene.refuse(() => refusals[code])
      const urgent = await send(scene, 5, {}, 'urgent')
      const other = await send(scene, 20, { elementName: 'outro' })
      const bulk = await send(scene, 20)
      await scene.work()
      await expect.poll(() => closings(scene), { interval: 100 }).toBeGreaterThanOrEqual(9)
      expect(rested(scene)).toEqual([])
      expect(Object.keys(await scene.counts([...urgent, ...other, ...bulk]))).not.toContain('failed')
      // No message is the probe twice in a row.
      const tried = scene.arrivals.slice(-4).map(({ to, elementName }) => to + elementName)
      expect(tried.filter((one, place) => one === tried[place - 1])).toEqual([])

      scene.refuse(() => undefined)
      await expect
        .poll(() => scene.counts([...urgent, ...other, ...bulk]), patience)
        .toEqual({ accepted: 45 })
    },
  )

  it('a message alone stays enqueued, and probes', async ({ expect, ...test }) => {
    const scene = await openRefusalFixture('refusals-alone', test)
    scene.refuse(() => refusals[404])
    const [alone = ''] = await send(scene, 1)
    await scene.work()
    await expect.poll(() => scene.arrivals.length, patience).toBeGreaterThan(4)
    expect(await scene.disparo.status(alone)).toMatchObject({
      status: expect.stringMatching(/enqueued|sending/),
    })
    scene.refuse(() => undefined)
    await expect.poll(() => scene.counts([alone]), patience).toEqual({ accepted: 1 })
    expect(await scene.disparo.status(alone)).toMatchObject({ attempts: 1 })
  })
})
