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
import { startScaledStack } from './scaled-stack.test.support.js'
import { startTap } from './tap.test.support.js'

/**
 * Few a second, so that a busy machine reaches the limit, too. The margin is large: it is what requests may overtake each
 * other by on their way, and where processors are short that is more than in life.
 */
const limit = { max: 90, windowMs: 3_000 }
const options = { workers: 3, limit, account: { safetyMarginMs: 1_000, requestTimeoutMs: 30_000 } }

/** One worker is killed, another one stopped, and both get successors. */
async function upset(stack: Stack): Promise<void> {
  const [first, second] = stack.workers
  await first?.kill()
  await Promise.all([second?.stop(), stack.startWorker()])
  await stack.startWorker()
}

describe.concurrent('the limit', () => {
  // Fixed windows of any phase are among the sliding ones, which the sandbox counts and enforces here.
  it('is never exceeded in any window, though workers come, go and die', async (test) => {
    const count = 4 * limit.max
    const stack = await startScaledStack(test, {
      ...options,
      account: { ...options.account, safetyMarginMs: 2_000 },
    })
    const { id } = await stack.producer.importCsv(campaign(count))
    await expectMoreThan(stack, limit.max)
    await upset(stack)
    await expectMoreThan(stack, 2.5 * limit.max)
    await stack.startWorker()
    await expectEachOnce(stack, count)
    await expectAllKnown(stack, id)

    const { maxInWindow, throttled } = await stack.sandbox.stats()
    expect(throttled).toBe(0)
    expect(maxInWindow).toBeLessThanOrEqual(limit.max)
    // And it was the limit that held them back.
    expect(maxInWindow).toBeGreaterThan(limit.max / 4)
  })

  it('that another program uses, too, is waited for by all workers, and what is refused all the same costs no attempt', async (test) => {
    const count = 3 * limit.max
    const tap = await startTap(test)
    const stack = await startScaledStack(test, {
      ...options,
      account: { ...options.account, baseUrl: tap.url },
    })
    tap.leadTo(stack.sandbox.url)
    const foreign = eatQuota(stack, { every: (2 * limit.windowMs) / limit.max })
    const { id } = await stack.producer.importCsv(campaign(count))
    const arrived = async () => new Set((await arrivalsOf(stack)).filter(isOurs)).size
    await vi.waitFor(async () => expect(await arrived()).toBe(count), { ...patience, interval: 500 })
    await foreign.stop()
    await expectAllKnown(stack, id)

    const states = await stack.producer.batchMessages(id)
    expect(states.map(({ attempts }) => attempts).filter((attempts) => attempts !== 1)).toEqual([])
    const refused = tap.passages.filter(({ status }) => status === 429).length
    expect(refused).toBeLessThan(count / 5)
    // It was used up, be that told by a 429 or by what an answer before said.
    expect((await stack.sandbox.stats()).maxInWindow).toBeGreaterThanOrEqual(limit.max)
  })
})

const isOurs = (to: string) => !to.startsWith('5521')

/** A program that sends on its own, past us: at first all that is allowed, then one message every so many ms. */
function eatQuota({ sandbox }: Stack, { every }: { readonly every: number }) {
  const stopping = new AbortController()
  const { username, password, configId, url } = sandbox
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  const running = (async () => {
    let isBeginning = true
    for (let n = 0; !stopping.signal.aborted; n++) {
      const { body, headers } = await request(
        `${url}/platform/whatsappconnect/1.0/api/message/template/${configId}`,
        {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({
            to: `${5_521_900_000_000 + n}`,
            namespace: 'outro',
            elementName: 'aviso',
          }),
        },
      )
      await body.dump()
      isBeginning &&= Number(headers['x-rate-limit-remaining']) > 0
      if (!isBeginning) await setTimeout(every, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}
