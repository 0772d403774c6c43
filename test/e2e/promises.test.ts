import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { judgeStatuses } from '../demo/judge-statuses.js'
import { controlSenderBy } from '../stack/control-message.js'
import type { PrivateRedis } from '../stack/private-redis.js'
import type { SandboxMessage } from '../stack/sandbox-client.js'
import type { Stack } from '../stack/start-stack.js'
import { expectAllKnown, recipient, rowOf, seenBy } from './campaign.test.support.js'
import { collectLines, countOf, type LogLine } from './log-lines.test.support.js'
import { patience } from './patience.test.support.js'
import { startScaledOwnStack } from './scaled-stack.test.support.js'
import { startTap, type Tap } from './tap.test.support.js'

/**
 * Each promise once and in short, on one stack: `npm run test:chaos` shows them at length, under more faults. A scene is an
 * account, so that what befalls one is seen by it alone; only the death of the first worker befalls all.
 */
const names = ['orphaned', 'limited', 'followed', 'down', 'overtaken', 'grouped', 'stored', 'ending'] as const
type Name = (typeof names)[number]

/** The margin is what requests may overtake each other by on their way: seconds, where a machine is busy. */
const limit = { max: 40, windowMs: 2_000 }
const safetyMarginMs = 3_000
const roomForRows = 10_000

const ends: (() => void | Promise<void>)[] = []
let stack: Stack<PrivateRedis>
let tap: Tap
/** What the workers log that took over from the first one. */
let lines: readonly LogLine[]
const batches = new Map<Name, string>()

beforeAll(async () => {
  const lifetime = { onTestFinished: (end: () => void | Promise<void>) => void ends.unshift(end) }
  tap = await startTap(lifetime)
  stack = await startScaledOwnStack(lifetime, {
    limit,
    names: [...names],
    account: {
      safetyMarginMs,
      // Twice that, and who followed statuses is succeeded.
      requestTimeoutMs: 6_000,
      unknownPolicy: { urgent: 'verify', bulk: 'verify' },
      reconcile: { limit: { max: 600, windowMs: 60_000 }, reportLagMs: 1_000, dispatchLagMs: 8_000 },
    },
    accounts: { down: { baseUrl: tap.url }, grouped: { transport: 'xml', xml: { groupWaitMs: 3_000 } } },
    env: {
      sandbox: {
        // To Hi Platform all accounts together are one user.
        SANDBOX_LIMIT_MAX: `${names.length * limit.max}`,
        SANDBOX_REPORT_LIMIT_MAX: `${names.length * 600}`,
        SANDBOX_TIME_SCALE: '5000',
      },
    },
  })
  tap.leadTo(stack.sandbox.url)
  // Accepted at once, answered late: in between upstream has them, and we do not know it.
  await stack.sandbox.setFaults([{ fault: 'latency', latencyMs: 20_000, elementName: 'orphaned' }])
  await enqueue('orphaned', 40)
  await enqueue('limited', 3 * limit.max, 'urgent')
  await vi.waitFor(async () => expect((await arrivedOf('orphaned')).length).toBeGreaterThan(5), patience)
  await stack.workers[0]?.kill()
  await stack.sandbox.setFaults([])
  lines = collectLines(await Promise.all([stack.startWorker(), stack.startWorker()]))
})
afterAll(async () => {
  for (const end of ends) await end()
})

const viewOf = (name: Name) => seenBy(stack, name)
const firstOf = (name: Name) => names.indexOf(name) * roomForRows

/** Rows of a template that is called as the scene is. */
async function enqueue(name: Name, count: number, lane: 'urgent' | 'bulk' = 'bulk'): Promise<string> {
  const rows = Array.from({ length: count }, (_, n) => `${recipient(firstOf(name) + n)},avisos,${name}`)
  const csv = ['to,namespace,elementName', ...rows].join('\n')
  const { id } = await viewOf(name).producer.importCsv(csv, { lane })
  batches.set(name, id)
  return id
}

const batchOf = async (name: Name) => viewOf(name).producer.batch(batches.get(name) ?? '')

/** What the sandbox has of a scene, in the order in which it came. */
async function arrivedOf(name: Name): Promise<readonly SandboxMessage[]> {
  const isIts = ({ to }: SandboxMessage) => Math.floor(rowOf(to) / roomForRows) === names.indexOf(name)
  return (await stack.sandbox.allMessages()).filter(isIts)
}

/** Waits until so many people have got a message, by the sandbox and by our ledger, and expects each to have got one. */
async function expectEachOnce(name: Name, count: number): Promise<void> {
  const sendSibling = controlSenderBy(viewOf(name).producer)
  const people = async () => {
    await sendSibling()
    return new Set((await arrivedOf(name)).map(({ to }) => to)).size
  }
  await vi.waitFor(async () => expect(await people()).toBe(count), { ...patience, interval: 500 })
  await expectAllKnown(viewOf(name), batches.get(name) ?? '')
  expect(await arrivedOf(name)).toHaveLength(count)
}

/** The most that came in any window, by the sandbox's clock. */
function mostInWindow(arrived: readonly SandboxMessage[], windowMs: number): number {
  const times = arrived.map(({ arrivedAt }) => arrivedAt).toSorted((a, b) => a - b)
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length))
}

describe('in short', () => {
  it.concurrent('a worker that is killed with attempts under way makes nobody lose a message or get two', async () => {
    await vi.waitFor(
      () => expect(countOf(linesOf('orphaned'), 'message:unknown')).toBeGreaterThan(0),
      patience,
    )
    await expectEachOnce('orphaned', 40)
  })

  it.concurrent('the limit holds in every window, though workers come and die', async () => {
    await expectEachOnce('limited', 3 * limit.max)
    const arrived = await arrivedOf('limited')
    expect(mostInWindow(arrived, limit.windowMs)).toBeLessThanOrEqual(limit.max)
    expect((await stack.sandbox.stats()).throttled).toBe(0)
  })

  it.concurrent('a message is followed from enqueueing until it is read', async () => {
    const id = await enqueue('followed', 20)
    const people = new Set(Array.from({ length: 20 }, (_, n) => recipient(firstOf('followed') + n)))
    await vi.waitFor(
      async () => {
        const truths = (await stack.sandbox.allTruths()).filter(({ to }) => people.has(to))
        const judged = judgeStatuses(await viewOf('followed').producer.batchMessages(id), truths)
        expect(judged).toMatchObject({ sent: 20, statusMismatches: 0 })
        expect(judged.read).toBeGreaterThan(5)
      },
      { ...patience, interval: 500 },
    )
    await expectEachOnce('followed', 20)
  })

  it.concurrent('an outage costs time, but no message', async () => {
    const id = await enqueue('down', 60)
    await vi.waitFor(async () => expect((await arrivedOf('down')).length).toBeGreaterThan(5), patience)
    tap.answer({ status: 503 })
    await vi.waitFor(
      () => expect(countOf(linesOf('down'), 'gate:closed')).toBeGreaterThanOrEqual(4),
      patience,
    )
    expect((await arrivedOf('down')).length).toBeLessThan(60)
    tap.answer(undefined)
    await expectEachOnce('down', 60)
    const states = await viewOf('down').producer.batchMessages(id)
    expect(Math.max(...states.map(({ attempts }) => attempts))).toBeLessThanOrEqual(3)
  })

  it.concurrent('one-time codes go out before the campaign that waits, which can be cancelled', async () => {
    const { producer } = viewOf('overtaken')
    const [total, codes] = [600, 5]
    const id = await enqueue('overtaken', total)
    await vi.waitFor(async () => expect((await arrivedOf('overtaken')).length).toBeGreaterThan(0), patience)
    const otp = { type: 'otp', parameters: [{ type: 'text', text: '123456' }] }
    for (let n = 0; n < codes; n++) {
      const to = recipient(firstOf('overtaken') + total + n)
      const code = { to, namespace: 'avisos', elementName: 'codigo', components: [otp] }
      expect((await producer.send(code)).lane).toBe('urgent')
    }
    const isCode = ({ elementName }: SandboxMessage) => elementName === 'codigo'
    const codesOut = async () => (await arrivedOf('overtaken')).filter(isCode)
    await vi.waitFor(async () => expect(await codesOut()).toHaveLength(codes), patience)
    await producer.controlBatch(id, 'cancel')
    const lastCode = (await codesOut()).at(-1)?.n ?? 0
    const before = (await arrivedOf('overtaken')).filter((each) => each.n < lastCode && !isCode(each))
    // As many as go out in half a minute and more.
    expect(before.length).toBeLessThan(total / 2)

    const none = { enqueued: 0, sending: 0, unknown: 0 }
    await vi.waitFor(async () => expect((await batchOf('overtaken'))?.counts).toMatchObject(none), patience)
    const people = (await arrivedOf('overtaken')).map(({ to }) => to)
    expect(new Set(people).size).toBe(people.length)
    expect(await batchOf('overtaken')).toMatchObject({
      state: 'cancelled',
      counts: { cancelled: total - (people.length - codes) },
    })
  })

  it.concurrent('an account that goes by XML sends a campaign in a few requests', async () => {
    await enqueue('grouped', 50)
    await expectEachOnce('grouped', 50)
    expect((await stack.sandbox.stats()).xmlSendRequests).toBeLessThanOrEqual(10)
  })
})

it('a Redis that is killed, and starts again on its file, has lost nothing that was acknowledged', async () => {
  const { producer } = viewOf('stored')
  await enqueue('stored', 60)
  await vi.waitFor(async () => expect((await arrivedOf('stored')).length).toBeGreaterThan(5), patience)
  await stack.redis.crash()
  const row = { to: recipient(firstOf('stored') + 60), namespace: 'avisos', elementName: 'stored' }
  await expect(producer.send(row, { key: 'row', once: true })).rejects.toMatchObject({
    status: 503,
    problem: { type: '/problems/storage-unavailable' },
  })
  await stack.redis.revive()
  await producer.send(row, { key: 'row' })
  await expectEachOnce('stored', 61)
  for (const app of [...stack.workers.slice(1), stack.producer.process])
    expect(await Promise.race([app.exited, 'running'])).toBe('running')
})

it('a worker that is told to end finishes what is under way, and another one goes on', async () => {
  await stack.sandbox.setFaults([{ fault: 'latency', latencyMs: 1_000, elementName: 'ending' }])
  const id = await enqueue('ending', 40)
  await vi.waitFor(async () => expect((await arrivedOf('ending')).length).toBeGreaterThan(5), patience)
  for (const worker of stack.workers.slice(1)) expect(await worker.stop()).toEqual({ code: 0, signal: null })
  const states = await viewOf('ending').producer.batchMessages(id)
  const accepted = states.filter(({ timeline }) => timeline.accepted)
  expect(accepted.length).toBeLessThan(40)
  expect(await arrivedOf('ending')).toHaveLength(accepted.length)
  await stack.startWorker()
  await expectEachOnce('ending', 40)
  expect(countOf(linesOf('ending'), 'message:unknown')).toBe(0)
})

const linesOf = (name: Name) => lines.filter((line) => line.account === name)
