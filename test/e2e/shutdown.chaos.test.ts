import { describe, expect, it } from 'vitest'
import {
  campaign,
  expectAllKnown,
  expectEachOnce,
  expectMoreThan,
  recipient,
} from './campaign.test.support.js'
import { collectLines, countOf } from './log-lines.test.support.js'
import { startScaledStack } from './scaled-stack.test.support.js'

const count = 400

describe('SIGTERM under load', () => {
  it.concurrent('ends a worker in order: what is under way is finished, nothing becomes unknown, another goes on', async (test) => {
    const stack = await startScaledStack(test, {
      workers: 2,
      account: { requestTimeoutMs: 30_000 },
      env: { worker: { WORKER_LOCK_MS: '30000' } },
    })
    const { producer, sandbox, workers } = stack
    // So that some attempts are always under way.
    await sandbox.setFaults([{ fault: 'latency', latencyMs: 300 }])
    const lines = collectLines(workers)
    const { id } = await producer.importCsv(campaign(count))
    await expectMoreThan(stack, count / 4)
    expect(await workers[0]?.stop('SIGTERM')).toEqual({ code: 0, signal: null })
    expect((await sandbox.stats()).accepted).toBeLessThan(count)
    await expectMoreThan(stack, count / 2)
    const [successor] = await Promise.all([stack.startWorker(), workers[1]?.stop('SIGTERM')])
    expect(await workers[1]?.exited).toEqual({ code: 0, signal: null })
    await expectEachOnce(stack, count)
    await expectAllKnown(stack, id)
    expect(await successor.stop('SIGTERM')).toEqual({ code: 0, signal: null })

    expect(countOf(lines, 'message:unknown')).toBe(0)
    expect(countOf(lines, 'worker:stopped')).toBe(2)
    expect(countOf(lines, 'job:stalled')).toBe(0)
    const attempts = (await producer.batchMessages(id)).map((state) => state.attempts)
    expect(attempts.filter((made) => made !== 1)).toEqual([])
  })

  it.concurrent('breaks off only what is still unanswered when the deadline is over', async (test) => {
    const stack = await startScaledStack(test, {
      account: { requestTimeoutMs: 30_000, unknownPolicy: { bulk: 'hold' } },
      env: { worker: { SHUTDOWN_DEADLINE_MS: '4000' } },
    })
    const { producer, sandbox, workers } = stack
    const hanging = [5, 17, 60]
    await sandbox.setFaults(hanging.map((n) => ({ fault: 'hang', to: recipient(n) })))
    const lines = collectLines(workers)
    const { id } = await producer.importCsv(campaign(count))
    await expectMoreThan(stack, 100)
    expect(await workers[0]?.stop('SIGTERM')).toEqual({ code: 0, signal: null })

    expect(countOf(lines, 'worker:stopped')).toBe(1)
    const states = await producer.batchMessages(id)
    const unknown = states.filter(({ status }) => status === 'unknown')
    expect(unknown.map(({ to, detail }) => [to, detail])).toEqual(
      hanging.map((n) => [recipient(n), 'aborted']),
    )
    // Whatever was accepted upstream is known to be; whatever was not, waits.
    const accepted = states.filter(({ status }) => status !== 'unknown' && status !== 'enqueued')
    expect(accepted.length).toBe((await sandbox.stats()).accepted)
    expect(accepted.every(({ timeline }) => timeline.accepted)).toBe(true)

    await sandbox.setFaults([])
    await stack.startWorker()
    await expectMoreThan(stack, count - hanging.length - 1)
    expect(await sandbox.stats()).toMatchObject({ accepted: count - hanging.length, duplicates: 0 })
  })
})
