import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { percentile } from '../chaos/trials/figure.js'
import { placesOff } from '../chaos/trials/order.js'
import { controlSenderBy, isControlMessage } from '../stack/control-message.js'
import type { Stack } from '../stack/start-stack.js'
import { campaign, expectAllKnown, recipient, rowOf, seenBy } from './campaign.test.support.js'
import { collectLines, countOf, type LogLine } from './log-lines.test.support.js'
import { patience } from './patience.test.support.js'
import { scaled, startScaledStack } from './scaled-stack.test.support.js'
import { startTap, type Tap } from './tap.test.support.js'

const count = 200
const roomForRows = 10_000
const workers = 2
const concurrency = 10
/** Attempts under way when the gate closes: none of them can be called back. */
const underWay = workers * concurrency
const { closeAfter, firstPauseMs, longestPauseMs } = scaled.account.outage
/** With pauses up to 60 s, as by default, so many closings take 6 minutes. */
const closings = 11

interface Outage {
  readonly begin: (tap: Tap) => Promise<void> | void
  readonly end: (tap: Tap) => Promise<void> | void
}

const answers = (how: number | 'never'): Outage => ({
  begin: (tap) => tap.answer(how === 'never' ? how : { status: how }),
  end: (tap) => tap.answer(undefined),
})

const outages: Readonly<Record<string, Outage>> = {
  'refuses connections': { begin: (tap) => tap.refuse(), end: (tap) => tap.accept() },
  'answers 503': answers(503),
  'answers 401': answers(401),
  'answers 500, which may mean anything': answers(500),
  hangs: answers('never'),
}

/** One account's way to Hi Platform, and its rows. */
interface Scene {
  readonly stack: Stack
  readonly tap: Tap
  readonly first: number
  /** What workers log of it. */
  lines(): readonly LogLine[]
}

const names = [...Object.keys(outages), 'down', 'throttled', 'unlucky'] as const
const accountOf = (name: string) => `outage-${names.indexOf(name)}`
const taps = new Map<string, Tap>()
const ends: (() => void | Promise<void>)[] = []
let stack: Stack
let lines: readonly LogLine[]

/** Each scene is an account, with a Hi Platform that fails it alone; all have the same programs. */
beforeAll(async () => {
  const lifetime = { onTestFinished: (end: () => void | Promise<void>) => void ends.unshift(end) }
  for (const name of names) taps.set(name, await startTap(lifetime))
  const limit = { max: 90, windowMs: 3_000 }
  stack = await startScaledStack(lifetime, {
    workers,
    limit,
    names: names.map(accountOf) as [string, ...string[]],
    accounts: Object.fromEntries(
      names.map((name) => [
        accountOf(name),
        { baseUrl: taps.get(name)?.url, requestTimeoutMs: name === 'hangs' ? 1_000 : 10_000 },
      ]),
    ),
    env: {
      // To Hi Platform all accounts together are one user.
      sandbox: {
        SANDBOX_LIMIT_MAX: `${names.length * limit.max}`,
        SANDBOX_REPORT_LIMIT_MAX: `${names.length * scaled.account.reconcile.limit.max}`,
      },
      worker: { WORKER_CONCURRENCY: `${concurrency}` },
    },
  })
  for (const tap of taps.values()) tap.leadTo(stack.sandbox.url)
  lines = collectLines(stack.workers)
})
afterAll(async () => {
  for (const end of ends) await end()
})

function sceneOf(name: string): Scene {
  const account = accountOf(name)
  return {
    stack: seenBy(stack, account),
    tap: taps.get(name) as Tap,
    first: names.indexOf(name) * roomForRows,
    lines: () => lines.filter((line) => line.account === account),
  }
}

const closingsOf = (scene: Scene) => countOf(scene.lines(), 'gate:closed')
const closedSoOften = (scene: Scene, times: number) =>
  vi.waitFor(() => expect(closingsOf(scene)).toBeGreaterThanOrEqual(times), patience)

const answeredOf = ({ tap }: Scene) =>
  tap.passages.filter((passage) => passage.status === 200 && !isControlMessage(passage)).length

/** For how long (ms) the gate was closed each time. */
const pausesOf = (scene: Scene) =>
  scene.lines().flatMap(({ event, ms }) => (event === 'gate:closed' ? [Number(ms)] : []))

/** The rows that the sandbox has, in the order in which they came. */
async function arrivedOf({ first }: Scene): Promise<readonly number[]> {
  const rows = (await stack.sandbox.allMessages()).map(({ to }) => rowOf(to) - first)
  return rows.filter((row) => row >= 0 && row < roomForRows)
}

/** Attempts that did not get through; those that did are not logged. */
const inVain = (scene: Scene) =>
  scene.lines().filter(({ outcome }) => outcome !== undefined && outcome !== 'permit-expired')

/** Waits until all rows are accepted, and expects each of them to have come once, as the sandbox saw it. */
async function expectAllOnce(scene: Scene, total: number): Promise<void> {
  const sendSibling = controlSenderBy(scene.stack.producer)
  const expectAll = async () => {
    await sendSibling()
    expect(new Set(await arrivedOf(scene)).size).toBe(total)
  }
  await vi.waitFor(expectAll, { ...patience, interval: 500 })
  expect(await arrivedOf(scene)).toHaveLength(total)
}

describe('Hi Platform', () => {
  it.concurrent.for(Object.entries(outages))('that %s costs time, but no message', async ([name, outage]) => {
    const scene = sceneOf(name)
    const { producer } = scene.stack
    const { id } = await producer.importCsv(campaign(count, scene.first))
    await vi.waitFor(() => expect(answeredOf(scene)).toBeGreaterThan(25), patience)
    const [vainBefore, closedBefore] = [inVain(scene).length, closingsOf(scene)]
    await outage.begin(scene.tap)
    await closedSoOften(scene, closedBefore + closings)
    expect(answeredOf(scene)).toBeLessThan(count)
    // Before it ends: a busy machine has time-outs of its own afterwards.
    const [vain, closed] = [inVain(scene).length - vainBefore, closingsOf(scene) - closedBefore]
    await outage.end(scene.tap)
    await expectAllOnce(scene, count)
    await expectAllKnown(scene.stack, id)

    // Those that closed the gate, those under way by then, and one probe a closing.
    expect(vain).toBeGreaterThanOrEqual(closings)
    expect(vain).toBeLessThanOrEqual(closeAfter + underWay + closed)
    const states = await producer.batchMessages(id)
    expect(Math.max(...states.map(({ attempts }) => attempts))).toBeLessThanOrEqual(3)

    const tried = new Set(inVain(scene).map((line) => line.id))
    const waited = new Set(
      states.filter((state) => !tried.has(state.id)).map(({ to }) => rowOf(to) - scene.first),
    )
    const rows = (await arrivedOf(scene)).filter((row) => waited.has(row))
    expect(waited.size).toBeGreaterThan(count / 2)
    // Not all: one that is held up for a tenth of a second is overtaken by more than are under way.
    expect(percentile(placesOff(rows), 50)).toBeLessThanOrEqual(underWay)
  })

  it.concurrent('that is down is asked by one attempt at a time, ever more seldom', async () => {
    const scene = sceneOf('down')
    scene.tap.answer({ status: 503 })
    await scene.stack.producer.importCsv(campaign(count, scene.first))
    await closedSoOften(scene, 8)
    const pauses = pausesOf(scene)
    const asked = scene.tap.passages.length
    scene.tap.answer(undefined)
    await expectAllOnce(scene, count)

    expect(pauses.toSorted((a, b) => a - b)).toEqual(
      pauses.map((_, n) => Math.min(longestPauseMs, firstPauseMs * 2 ** n)),
    )
    // The last probe's answer may not have been told yet.
    expect(asked).toBeLessThanOrEqual(closeAfter + underWay + pauses.length + 1)
  })

  it.concurrent('that answers 429 again and again is asked once a reset, by all workers together', async () => {
    const scene = sceneOf('throttled')
    scene.tap.answer({ status: 429, headers: { 'x-rate-limit-reset': '1' } })
    await scene.stack.producer.importCsv(campaign(count, scene.first))
    await closedSoOften(scene, 5)
    const pauses = pausesOf(scene)
    const asked = scene.tap.passages.length
    scene.tap.answer(undefined)
    await expectAllOnce(scene, count)

    for (const ms of pauses) expect(ms).toBeGreaterThanOrEqual(1_000)
    expect(asked).toBeLessThanOrEqual(underWay + pauses.length + 1)
  })

  it.concurrent('that refuses single messages for a moment gets them again before the backlog', async () => {
    const scene = sceneOf('unlucky')
    const unlucky = [3, 40, 80]
    await stack.sandbox.setFaults(
      unlucky.map((row) => ({ fault: 'status', status: 503, to: recipient(scene.first + row), times: 1 })),
    )
    await scene.stack.producer.importCsv(campaign(300, scene.first))
    await expectAllOnce(scene, 300)
    const rows = await arrivedOf(scene)
    // The first retry comes within a second; what waits takes ten.
    for (const row of unlucky) expect(rows.indexOf(row)).toBeLessThan(250)
    expect((await stack.sandbox.stats()).faulted).toBe(unlucky.length)
  })
})
