import { setTimeout } from 'node:timers/promises'
import { request } from 'undici'
import { describe, expect, it, vi } from 'vitest'
import type { Stack } from '../stack/start-stack.js'
import {
  arrivalsOf,
  campaign,
  expectAllKnown,
  expectEachOnce,
  expectMoreThan,
} from './campaign.test.support.js'
import { patience } from './patience.test.support.js'
import { scaled, startScaledStack } from './scaled-stack.test.support.js'
import { startTap } from './tap.test.support.js'

const { max, windowMs } = scaled.limit
const workers = 4

/** One worker is killed, another one stopped, and both get successors. */
async function upset(stack: Stack): Promise<void> {
  const [first, second] = stack.workers
  await first?.kill()
  await Promise.all([second?.stop(), stack.startWorker()])
  await stack.startWorker()
}

describe('the limit', () => {
  it.concurrent.for(['sliding', 'fixed'])(
    'of %s windows is never exceeded, though workers come, go and die',
    async (kind, test) => {
      const count = 4 * max
      const stack = await startScaledStack(test, { workers, env: { sandbox: { SANDBOX_LIMIT_KIND: kind } } })
      const { id } = await stack.producer.importCsv(campaign(count))
      await expectMoreThan(stack, max)
      await upset(stack)
      await expectMoreThan(stack, 2.5 * max)
      await stack.startWorker()
      await expectEachOnce(stack, count)
      await expectAllKnown(stack, id)

      const { maxInWindow, throttled } = await stack.sandbox.stats()
      expect(throttled).toBe(0)
      // Fixed windows of any phase are among the sliding ones, which the sandbox counts whatever it enforces.
      expect(maxInWindow).toBeLessThanOrEqual(max)
      // And it was the limit that held them back.
      expect(maxInWindow).toBeGreaterThan(max / 2)
    },
  )
})

describe('a limit that another program uses, too', () => {
  it.concurrent('is waited for by all workers, and what is refused all the same costs no attempt', async (test) => {
    // Small, and with time to answer, so that a busy machine reaches it and gives nothing up.
    const shared = { max: 90, windowMs }
    const count = 3 * shared.max
    const tap = await startTap(test)
    const stack = await startScaledStack(test, {
      ...{ workers, limit: shared },
      account: { baseUrl: tap.url, requestTimeoutMs: 10_000 },
    })
    tap.leadTo(stack.sandbox.url)
    const foreign = eatQuota(stack, { every: (2 * windowMs) / shared.max })
    const { id } = await stack.producer.importCsv(campaign(count))
    const arrived = async () => new Set((await arrivalsOf(stack)).filter(isOurs)).size
    await vi.waitFor(async () => expect(await arrived()).toBe(count), patience)
    await foreign.stop()
    await expectAllKnown(stack, id)

    const states = await stack.producer.batchMessages(id)
    expect(states.map(({ attempts }) => attempts).filter((attempts) => attempts !== 1)).toEqual([])
    const refused = tap.passages.filter(({ status }) => status === 429).length
    expect(refused).toBeLessThan(count / 5)
    // It was used up, be that told by a 429 or by what an answer before said.
    expect((await stack.sandbox.stats()).maxInWindow).toBeGreaterThanOrEqual(shared.max)
  })
})

describe('a 429', () => {
  it.concurrent('that is answered again and again is asked for once a reset, by all workers together', async (test) => {
    const resetS = 1
    const tap = await startTap(test)
    const stack = await startScaledStack(test, { workers, account: { baseUrl: tap.url } })
    tap.leadTo(stack.sandbox.url)
    await stack.sandbox.setFaults([
      { fault: 'status', status: 429, headers: { 'x-rate-limit-reset': `${resetS}` } },
    ])
    await stack.producer.importCsv(campaign(200))
    const gaps = () => tap.passages.map(({ at }, n) => at - (tap.passages[n - 1]?.at ?? at))
    const firstProbe = () => gaps().findIndex((gap) => gap > (resetS * 1_000) / 2)
    const probes = () => (firstProbe() > 0 ? tap.passages.length - firstProbe() : 0)
    await vi.waitFor(() => expect(probes()).toBeGreaterThanOrEqual(5), patience)
    await stack.sandbox.setFaults([])
    await expectEachOnce(stack, 200)
    // First comes what was under way when the gate closed, then the probes.
    const underWay = firstProbe()
    const refused = tap.passages.filter(({ status }) => status === 429).length
    expect(underWay).toBeLessThanOrEqual(50)
    for (const gap of gaps().slice(underWay, refused)) expect(gap).toBeGreaterThan(resetS * 1_000 - 2)
  })
})

const isOurs = (to: string) => !to.startsWith('5521')

/** A program that sends on its own, past us, one message every so many milliseconds. */
function eatQuota({ sandbox }: Stack, { every }: { readonly every: number }) {
  const stopping = new AbortController()
  const { username, password, configId, url } = sandbox
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const running = (async () => {
    for (let n = 0; !stopping.signal.aborted; n++) {
      const { body } = await request(`${url}/platform/whatsappconnect/1.0/api/message/template/${configId}`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ to: `${5_521_900_000_000 + n}`, namespace: 'outro', elementName: 'aviso' }),
      })
      await body.dump()
      await setTimeout(every, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}
