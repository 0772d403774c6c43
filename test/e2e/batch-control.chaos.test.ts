import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import type { Stack } from '../stack/start-stack.js'
import {
  campaign,
  expectAllKnown,
  expectEachOnce,
  expectMoreThan,
  recipient,
  rowOf,
} from './campaign.test.support.js'
import { collectLines, countOf } from './log-lines.test.support.js'
import { patience } from './patience.test.support.js'
import { startScaledStack } from './scaled-stack.test.support.js'

const count = 450
const workers = 2
const concurrency = 10
/** 30 a second: who stops a batch on a busy machine does so before it is half out. */
const limit = { max: 90, windowMs: 3_000 }
const options = { workers, limit, env: { worker: { WORKER_CONCURRENCY: `${concurrency}` } } }
/** Attempts that may have begun when somebody stops a batch. */
const underWay = workers * concurrency

/** The campaign's messages that reached Hi Platform, and when (epoch ms). */
async function arrivalsOf({ sandbox }: Stack) {
  const messages = await sandbox.allMessages()
  return messages.filter(({ to }) => rowOf(to) < count)
}

describe.concurrent('a campaign that goes wrong', () => {
  it('is cancelled at once: nothing goes out but what had begun, and all else goes on', async (test) => {
    const stack = await startScaledStack(test, options)
    const { producer, sandbox } = stack
    const { id } = await producer.importCsv(campaign(count))
    await expectMoreThan(stack, 60)

    const asked = new AbortController()
    test.onTestFinished(() => asked.abort())
    const urgent = (async () => {
      const ids: string[] = []
      while (!asked.signal.aborted) {
        const otp = { type: 'otp', parameters: [{ type: 'text', text: '123456' }] }
        const message = { to: recipient(count + ids.length), namespace: 'ns', elementName: 'codigo' }
        ids.push((await producer.send({ ...message, components: [otp] })).id)
        await wait(50)
      }
      return ids
    })()
    urgent.catch(() => {})
    await producer.controlBatch(id, 'cancel')
    const answeredAt = Date.now()
    const other = await producer.importCsv(
      campaign(count + 100)
        .split('\n')
        .toSpliced(1, count)
        .join('\n'),
    )
    const countsOf = async (batch: string) => (await producer.batch(batch))?.counts
    await vi.waitFor(
      async () => expect(await countsOf(id)).toMatchObject({ enqueued: 0, sending: 0 }),
      patience,
    )
    await vi.waitFor(
      async () => expect(await countsOf(other.id)).toMatchObject({ enqueued: 0, sending: 0 }),
      patience,
    )
    asked.abort()
    const ids = await urgent
    expect(ids.length).toBeGreaterThan(10)
    for (const each of ids) {
      await vi.waitFor(
        async () => expect((await producer.message(each))?.timeline.accepted).toBeDefined(),
        patience,
      )
    }

    const arrivals = await arrivalsOf(stack)
    const states = await producer.batchMessages(id)
    const accepted = states.filter(({ timeline }) => timeline.accepted)
    expect(accepted.map(({ to }) => to).toSorted()).toEqual(arrivals.map(({ to }) => to).toSorted())
    expect(arrivals.length).toBeLessThan(count / 2)
    expect(arrivals.filter(({ arrivedAt }) => arrivedAt > answeredAt).length).toBeLessThanOrEqual(underWay)
    expect(await producer.batch(id)).toMatchObject({
      ...{ state: 'cancelled', total: count },
      counts: { cancelled: count - arrivals.length },
    })
    expect(await sandbox.stats()).toMatchObject({ duplicates: 0, throttled: 0 })
  })

  it('is paused, outlives its workers, and is sent once when it is resumed', async (test) => {
    const stack = await startScaledStack(test, options)
    const { producer } = stack
    const lines = collectLines(stack.workers)
    const { id } = await producer.importCsv(campaign(count))
    await expectMoreThan(stack, 60)
    expect(await producer.controlBatch(id, 'pause')).toMatchObject({ state: 'paused' })
    const pausedAt = Date.now()
    await vi.waitFor(() => expect(countOf(lines, 'batch:swept')).toBe(1), patience)
    await Promise.all(stack.workers.map((worker, n) => (n === 0 ? worker.kill() : worker.stop('SIGTERM'))))
    await Promise.all([stack.startWorker(), stack.startWorker()])
    const resumedAt = Date.now()
    expect(await producer.controlBatch(id, 'resume')).toMatchObject({ state: 'running' })
    await expectEachOnce(stack, count)
    await expectAllKnown(stack, id)

    const meanwhile = (await arrivalsOf(stack)).filter(
      ({ arrivedAt }) => arrivedAt > pausedAt && arrivedAt < resumedAt,
    )
    expect(meanwhile.length).toBeLessThanOrEqual(underWay)
  })
})
