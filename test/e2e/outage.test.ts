import { describe, expect, it, vi } from 'vitest'
import { percentile } from '../chaos/trials/figure.js'
import { placesOff } from '../chaos/trials/order.js'
import type { Fault } from '../stack/sandbox-client.js'
import type { Stack } from '../stack/start-stack.js'
import {
  arrivalsOf,
  campaign,
  expectAllKnown,
  expectEachOnce,
  expectMoreThan,
  recipient,
  rowOf,
} from './campaign.test.support.js'
import { collectLines, countOf, type LogLine } from './log-lines.test.support.js'
import { patience } from './patience.test.support.js'
import { type Lifetime, scaled, startScaledStack } from './scaled-stack.test.support.js'
import { startTap, type Tap } from './tap.test.support.js'

const count = 400
const workers = 2
const concurrency = 10
/** Attempts under way when the gate closes: none of them can be called back. */
const underWay = workers * concurrency
const { closeAfter, firstPauseMs, longestPauseMs } = scaled.account.outage
/** With pauses up to 60 s, as by default, so many closings take 6 minutes. */
const closings = 11

interface Scene {
  readonly stack: Stack
  readonly tap: Tap
  readonly lines: readonly LogLine[]
}

interface Outage {
  readonly begin: (scene: Scene) => Promise<void>
  readonly end: (scene: Scene) => Promise<void>
}

const faults = (...plan: readonly Fault[]): Outage => ({
  begin: ({ stack }) => stack.sandbox.setFaults([...plan, ...plan.map((fault) => onReport(fault))]),
  end: ({ stack }) => stack.sandbox.setFaults([]),
})
const onReport = (fault: Fault): Fault => ({ ...fault, on: 'report' })

const outages: Readonly<Record<string, Outage>> = {
  'refuses connections': { begin: ({ tap }) => tap.refuse(), end: ({ tap }) => tap.accept() },
  'answers 503': faults({ fault: 'status', status: 503 }),
  'answers 401': faults({ fault: 'status', status: 401 }),
  'answers 500, whatever it has done by then': faults({ fault: 'status', status: 500 }),
  hangs: faults({ fault: 'hang' }),
}

async function startScene(test: Lifetime): Promise<Scene> {
  const tap = await startTap(test)
  const stack = await startScaledStack(test, {
    workers,
    account: { baseUrl: tap.url, requestTimeoutMs: 1_000 },
    env: { worker: { WORKER_CONCURRENCY: `${concurrency}` } },
  })
  tap.leadTo(stack.sandbox.url)
  return { stack, tap, lines: collectLines(stack.workers) }
}

const closingsOf = ({ lines }: Pick<Scene, 'lines'>) => countOf(lines, 'gate:closed')
const closedSoOften = (scene: Pick<Scene, 'lines'>, times: number) =>
  vi.waitFor(() => expect(closingsOf(scene)).toBeGreaterThanOrEqual(times), patience)

/** Attempts that did not get through; those that did are not logged. */
const inVain = (lines: readonly LogLine[]) =>
  lines.filter(({ outcome }) => outcome !== undefined && outcome !== 'permit-outdated')

describe('Hi Platform', () => {
  it.concurrent.for(Object.entries(outages))(
    'that %s costs time, but no message',
    async ([, outage], test) => {
      const scene = await startScene(test)
      const { producer, sandbox } = scene.stack
      const { id } = await producer.importCsv(campaign(count))
      await expectMoreThan(scene.stack, 50)

      const lines = collectLines(scene.stack.workers)
      await outage.begin(scene)
      await closedSoOften({ lines }, closings)
      expect((await sandbox.stats()).accepted).toBeLessThan(count)
      // Before it ends: a busy machine has time-outs of its own afterwards.
      const [vain, closed] = [inVain(lines).length, closingsOf({ lines })]
      await outage.end(scene)
      await expectEachOnce(scene.stack, count)
      await expectAllKnown(scene.stack, id)

      // Those that closed the gate, those under way by then, and one probe a closing.
      expect(vain).toBeGreaterThanOrEqual(closings)
      expect(vain).toBeLessThanOrEqual(closeAfter + underWay + closed)
      const states = await producer.batchMessages(id)
      expect(Math.max(...states.map(({ attempts }) => attempts))).toBeLessThanOrEqual(3)

      const tried = new Set(inVain(scene.lines).map((line) => line.id))
      const waited = new Set(states.filter((state) => !tried.has(state.id)).map(({ to }) => to))
      const rows = (await arrivalsOf(scene.stack)).filter((to) => waited.has(to)).map(rowOf)
      expect(waited.size).toBeGreaterThan(count / 2)
      // Not all: one that is held up for a tenth of a second is overtaken by more than are under way.
      expect(percentile(placesOff(rows), 95)).toBeLessThanOrEqual(2 * underWay)
    },
  )
})

describe('while messages wait, Hi Platform', () => {
  it.concurrent('that is down is asked by one attempt at a time, ever more seldom', async (test) => {
    const scene = await startScene(test)
    const { stack, tap } = scene
    await stack.sandbox.setFaults([{ fault: 'status', status: 503 }])
    await stack.producer.importCsv(campaign(200))
    await closedSoOften(scene, 8)
    await stack.sandbox.setFaults([])
    await expectEachOnce(stack, 200)

    const probes = tap.passages.filter(({ status }) => status === 503).slice(-7)
    for (let n = 1; n < probes.length; n++) {
      const gap = (probes[n]?.at ?? 0) - (probes[n - 1]?.at ?? 0)
      // A slow machine makes the time between two probes longer, never shorter; Redis's clock has whole milliseconds.
      expect(gap).toBeGreaterThan(Math.min(longestPauseMs, firstPauseMs * 2 ** n) - 2)
    }
  })

  it.concurrent('that refuses single messages for a moment gets them again before the backlog', async (test) => {
    const { stack } = await startScene(test)
    const unlucky = [3, 40, 80]
    await stack.sandbox.setFaults(
      unlucky.map((n) => ({ fault: 'status', status: 503, to: recipient(n), times: 1 })),
    )
    await stack.producer.importCsv(campaign(1_000))
    await expectEachOnce(stack, 1_000)
    const rows = (await arrivalsOf(stack)).map(rowOf)
    // The first retry comes within a second; what waits takes ten.
    for (const row of unlucky) expect(rows.indexOf(row)).toBeLessThan(500)
    expect((await stack.sandbox.stats()).faulted).toBe(unlucky.length)
  })
})
