import { kill } from 'node:process'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createEventLoopBlock, type EventLoopBlock } from '../stack/event-loop-block.js'
import type { AppProcess } from '../stack/start-app.js'
import {
  arrivalsOf,
  campaign,
  expectAllKnown,
  expectEachOnce,
  expectMoreThan,
} from './campaign.test.support.js'
import { collectLines, countOf } from './log-lines.test.support.js'
import { patience } from './patience.test.support.js'
import { startScaledStack } from './scaled-stack.test.support.js'

const count = 200
/** Longer than a worker's lock and its request's timeout: its messages are given to another meanwhile. */
const requestTimeoutMs = 1_000

let eventLoop: EventLoopBlock
beforeAll(async () => {
  eventLoop = await createEventLoopBlock()
})
afterAll(() => eventLoop.remove())

/** What ends or stuns a worker at any moment; answers how to bring it back, if that is to happen. */
const upsets: Readonly<Record<string, (worker: AppProcess) => Promise<() => void>>> = {
  'is killed': async (worker) => {
    await worker.kill()
    return () => undefined
  },
  'is stopped and goes on when its messages have long been given to another': async ({ pid }) => {
    kill(pid, 'SIGSTOP')
    return () => kill(pid, 'SIGCONT')
  },
  'has its event loop blocked and goes on when its messages have long been given to another': async (
    worker,
  ) => {
    const lines = collectLines([worker])
    eventLoop.block(worker.pid)
    await vi.waitFor(() => expect(countOf(lines, 'test:blocked')).toBe(1), patience)
    return eventLoop.release
  },
}

describe('a worker that', () => {
  it.concurrent.for(Object.entries(upsets))(
    '%s with attempts under way makes nobody send twice',
    async ([, upset], test) => {
      const stack = await startScaledStack(test, {
        workers: 2,
        account: { requestTimeoutMs },
        env: { worker: eventLoop.env },
      })
      const { producer, sandbox, workers } = stack
      const [unlucky, witness] = workers as [AppProcess, AppProcess]
      // Accepted at once, answered late: in between upstream has them, and we do not know it.
      await sandbox.setFaults([{ fault: 'latency', latencyMs: 400 }])
      const lines = collectLines([witness])
      const { id } = await producer.importCsv(campaign(count))
      await expectMoreThan(stack, count / 4)
      const goOn = await upset(unlucky)

      // The fence: its jobs come to the other worker, which finds that attempts on them never settled.
      await vi.waitFor(() => expect(countOf(lines, 'message:unknown')).toBeGreaterThan(0), patience)
      goOn()
      await expectEachOnce(stack, count)
      await expectAllKnown(stack, id)
      expect(await arrivalsOf(stack)).toHaveLength(count)
      expect((await sandbox.stats()).throttled).toBe(0)
    },
  )
})
