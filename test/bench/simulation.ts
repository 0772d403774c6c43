import { planScan } from '@disparo/hi-platform/report'
import { figuresTable, type ReconcileFigure } from './reconcile/figure.js'
import { REPORT_LIMIT } from './reconcile/quota-log.js'
import { measurePage } from './reconcile/read-page.js'
import { createRoundRobin, slicesOnPage } from './reconcile/round-robin.js'
import { type Simulated, simulate } from './reconcile/simulate.js'
import { simulateTraffic } from './reconcile/traffic.js'
import { spreadOf } from './spread.js'

const sliceMs = 30_000
const perMinute = 500
/** So few that everything fits on some pages: planning must not be worse than reading them in turn. */
const lightPerMinute = 50

/** The tolerance the worker has with an account's defaults: 15 s for the request, 20 s for the dispatch. */
const settings = {
  pageTakesMs: 500,
  pageSize: 1_000,
  maxAgeMs: 72 * 3_600_000,
  earlyMs: 2_000,
  lateMs: 35_000,
}

/**
 * Simulates `days` (default 3) of sending at the limit, and follows the statuses once by our planner and once by reading
 * everything in turn, both within the report's quota. No Redis, no network: simulated time, some 30 s of CPU.
 */
export async function measureReconcile({
  say,
  days = 3,
}: {
  readonly say: (line: string) => void
  readonly days?: number
}): Promise<ReconcileFigure[]> {
  say(`  following ${days} days of ${perMinute} messages a minute`)
  const { planned, roundRobin } = simulateBoth({ days, perMinute })
  say(`  following a day of ${lightPerMinute} a minute`)
  const light = simulateBoth({ days: 1, perMinute: lightPerMinute })
  const figures = [
    ...comparedFigures(planned, roundRobin),
    ...lightFigures(light.planned, light.roundRobin),
    ...costFigures(planned, days),
  ]
  say(figuresTable(figures))
  return figures
}

function simulateBoth(sending: { readonly days: number; readonly perMinute: number }) {
  const traffic = simulateTraffic({ ...sending, sliceMs, seed: 1 })
  const inTurn = createRoundRobin(slicesOnPage({ ...settings, sliceMs, perMinute: sending.perMinute }))
  return {
    planned: simulate(traffic, planScan, settings, true),
    roundRobin: simulate(traffic, inTurn, settings),
  }
}

function comparedFigures(planned: Simulated, roundRobin: Simulated): ReconcileFigure[] {
  const both = (of: (simulated: Simulated) => number) => ({
    planned: of(planned),
    roundRobin: of(roundRobin),
  })
  const seconds = (of: (simulated: Simulated) => number) => both((simulated) => of(simulated) / 1_000)
  return [
    {
      name: 'quota used',
      unit: '%',
      ...both(({ quotaUsedShare }) => quotaUsedShare * 100),
      aim: { kind: 'at-least', value: 95 },
    },
    {
      name: 'most in any 10 minutes',
      unit: 'requests',
      ...both(({ mostInWindow }) => mostInWindow),
      aim: { kind: 'at-most', value: REPORT_LIMIT.max },
    },
    {
      name: 'received, known after (p50)',
      unit: 's',
      ...seconds(({ received }) => received.p50Ms),
      aim: { kind: 'at-most', value: 30 },
    },
    {
      name: 'received, known after (p95)',
      unit: 's',
      ...seconds(({ received }) => received.p95Ms),
      aim: { kind: 'at-most', value: 180 },
    },
    { name: 'read, known after (p50)', unit: 's', ...seconds(({ read }) => read.p50Ms) },
    {
      name: 'received and read, known after (mean)',
      unit: 's',
      ...seconds(meanLagMs),
      aim: { kind: 'times-lower', value: 3 },
    },
  ]
}

function lightFigures(planned: Simulated, roundRobin: Simulated): ReconcileFigure[] {
  return [
    {
      name: `received at ${lightPerMinute} a minute, known after (p50)`,
      unit: 's',
      planned: planned.received.p50Ms / 1_000,
      roundRobin: roundRobin.received.p50Ms / 1_000,
      aim: { kind: 'at-most', value: 30 },
    },
    {
      name: `both at ${lightPerMinute} a minute, known after (mean)`,
      unit: 's',
      planned: meanLagMs(planned) / 1_000,
      roundRobin: meanLagMs(roundRobin) / 1_000,
      aim: { kind: 'times-lower', value: 1 },
    },
  ]
}

function costFigures({ planMs }: Simulated, days: number): ReconcileFigure[] {
  const slices = Math.round((days * 86_400_000) / sliceMs).toLocaleString('en-US')
  const page = { unit: 'ms', aim: { kind: 'at-most', value: 100 } } as const
  return [
    {
      name: `planning over ${slices} slices`,
      unit: 'ms',
      planned: spreadOf(planMs).median,
      aim: { kind: 'at-most', value: 5 },
    },
    { name: 'reading and matching 1,000 items', planned: measurePage('different'), ...page },
    { name: 'the same, all to one person', planned: measurePage('identical'), ...page },
  ]
}

function meanLagMs({ received, read }: Simulated): number {
  return (received.sumMs + read.sumMs) / (received.count + read.count)
}
