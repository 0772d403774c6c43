import { connect } from '@disparo/core'
import { afterEach, describe, expect, it } from 'vitest'
import { judgeStatuses } from '../demo/judge-statuses.js'
import { type Stack, startStack } from '../stack/start-stack.js'

const count = 300
/** At this speed a message's last status comes 22 s after it was accepted. */
const timeScale = 1_000

let stack: Stack | undefined
afterEach(() => stack?.stop())

/** One row a person; the label tells them from what operators send to the same people. */
const campaign = [
  'to,namespace,elementName,externalLabel',
  ...Array.from({ length: count }, (_, n) => `${5511900000001 + n},avisos,boleto,campanha_${n % 3}`),
].join('\n')

/** Resolves when the program has logged such an event. */
function logged(app: Stack['workers'][number], event: string): Promise<void> {
  return new Promise((resolve) => app.onLine((line) => line.includes(`"event":"${event}"`) && resolve()))
}

describe('statuses', () => {
  it('are the truth in the end, whoever else sends, in whatever order the report is, though a worker is killed', async () => {
    stack = await startStack({
      workers: 2,
      limit: { max: 500, windowMs: 2_000 },
      account: {
        safetyMarginMs: 100,
        reconcile: { limit: { max: 60, windowMs: 60_000 }, dispatchLagMs: 2_000 },
        requestTimeoutMs: 3_000,
      },
      env: {
        // Who died is succeeded after 6 s, twice the time of a request.
        worker: { WORKER_LOCK_MS: '5000' },
        sandbox: {
          SANDBOX_TIME_SCALE: String(timeScale),
          SANDBOX_REPORT_LIMIT_MAX: '60',
          SANDBOX_REPORT_LIMIT_WINDOW_MS: '60000',
          SANDBOX_FOREIGN_PER_MINUTE: '600',
          SANDBOX_REPORT_SHUFFLE: 'true',
        },
      },
    })
    const { producer, sandbox, workers } = stack
    const scanner = Promise.any(workers.map((worker) => logged(worker, 'report:scanned').then(() => worker)))
    const { id, enqueued } = await producer.importCsv(campaign)
    expect(enqueued).toBe(count)
    await expect.poll(async () => (await sandbox.stats()).accepted).toBe(count)
    await expect.poll(async () => (await producer.batch(id))?.counts.sending).toBe(0)

    // While statuses still change, the one that follows them dies.
    const killed = await scanner
    await killed.kill()
    const judge = async () => judgeStatuses(await producer.batchMessages(id), await sandbox.allTruths())
    const before = await judge()

    const mismatches = async () => (await judge()).statusMismatches
    await expect.poll(mismatches, { interval: 1_000 }).toBe(0)
    const after = await judge()
    expect(after.read).toBeGreaterThan(before.read)
    expect(after.read).toBeGreaterThan(count / 2)
    expect(after.received).toBeLessThan(count)
    const other = workers.find((worker) => worker !== killed)
    expect(other?.output()).toContain('"event":"report:scanned"')

    const { reportThrottled, duplicates } = await sandbox.stats()
    expect({ reportThrottled, duplicates }).toEqual({ reportThrottled: 0, duplicates: 0 })

    const states = await producer.batchMessages(id)
    const counts: Record<string, number> = {}
    for (const { status } of states) counts[status] = (counts[status] ?? 0) + 1
    expect((await producer.batch(id))?.counts).toMatchObject(counts)

    const disparo = connect({ redis: stack.redis.url, account: stack.account })
    for (const state of states.filter(({ status }) => status === 'read').slice(0, 5)) {
      expect(state).toMatchObject({ billable: true, origin: 'API' })
      expect(await producer.message(state.id)).toEqual(state)
      expect(await disparo.status(state.id)).toEqual(state)
    }
    await disparo.close()
  })
})
