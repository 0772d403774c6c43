import { parseArgs } from 'node:util'

const MEASUREMENTS = [
  'enqueue',
  'http',
  'csv',
  'dispatch',
  'memory',
  'tracked',
  'reconcile',
  'import',
  'large-csv',
  'limit',
  'urgent',
  'callbacks',
  'idle',
  'message-cost',
  'doors',
  'steady',
  'campaigns',
  'contacts',
] as const
export type Measurement = (typeof MEASUREMENTS)[number]

/** How the sandbox reads the limit: the strictest way, or the most lenient. */
const WINDOWS = ['sliding', 'fixed'] as const
export type Windows = (typeof WINDOWS)[number]

/** What users pay for, beside what they would have without us (`--only all`). */
const ALL: readonly Measurement[] = [
  ...(['steady', 'message-cost', 'idle', 'dispatch', 'enqueue', 'http', 'csv', 'import'] as const),
  ...(['memory', 'tracked', 'campaigns', 'contacts'] as const),
]

/** They take minutes, whatever the machine: only on demand. */
const ON_DEMAND: ReadonlySet<Measurement> = new Set([
  'tracked',
  'large-csv',
  'limit',
  'urgent',
  'callbacks',
  'idle',
  'message-cost',
  'doors',
  'steady',
  'campaigns',
  'contacts',
])

export const HELP = `Usage: npm run bench -- [options]

Measures Disparo beside BullMQ alone, and beside BullMQ with the books that a careful user keeps by hand (keys, a
status, a fence, a window, events), in turn, on one Redis (appendonly yes, appendfsync always); and, simulated, how
soon three days of statuses are known, beside a scan of everything in turn.

Options:
  --only NAME  one of ${MEASUREMENTS.join(', ')}; may be given more than once.
               all: what users pay for (${ALL.join(', ')})
               import is that of the library as it is published, large-csv a file of 1,000,000 rows through HTTP (2 GB of memory for
               Redis), limit and urgent are at 500 a minute in real time, tracked keeps 1,000,000 messages in a Redis of its
               own (1 GB), callbacks has receivers that are slow, or dead for a minute, idle counts what accounts
               with nothing to do cost, message-cost what one message takes at 500 a minute, ours and BullMQ's, doors
               sends the worst bodies to every route of a producer, steady has accounts at their limit for two minutes,
               with three days of messages behind them, campaigns finds, lists and exports among 1,000,000 messages of 10,000
               batches in a Redis of its own (1 GB), contacts what it costs to ask for 1,000,000 suppressed people, quiet
               hours and a cap when a message begins: they take minutes and run on demand only
  --accounts N how many accounts steady has, a run each (default 1,10,50)
  --history H  hours of the past behind each (default 72, and 1 to compare with)
  --cluster    steady on a Cluster of three masters, and how the load spreads over them
  --windows K  what the sandbox allows in limit: sliding (default, any 60 s) or fixed (60 s from a first request on)
  --sealed     with a data key: what encryption costs in enqueue, dispatch and memory
  --quick      smaller numbers, for a first look
  --json       the results as one JSON object, the only line on stdout
  --help       print this

REDIS_URL is used if set (nothing of others is touched; what is left when interrupted begins with disparo:{bench-);
else a private Redis is started. The exit code is 0 whatever the figures are, 1 where one could not be measured.
`

/** How steady is to be run, where not as `sizes` says. */
export interface SteadyOptions {
  readonly accounts?: readonly number[] | undefined
  readonly historyHours?: number | undefined
  readonly cluster: boolean
}

export interface BenchOptions {
  readonly measurements: readonly Measurement[]
  readonly windows: Windows
  readonly steady: SteadyOptions
  /** Whether personal data is sealed. */
  readonly sealed: boolean
  readonly quick: boolean
  readonly json: boolean
  readonly help: boolean
}

/** @throws TypeError for an option or a measurement that is not known */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      windows: { type: 'string', default: 'sliding' },
      accounts: { type: 'string' },
      history: { type: 'string' },
      cluster: { type: 'boolean', default: false },
      sealed: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const { only = MEASUREMENTS.filter((name) => !ON_DEMAND.has(name)), sealed, quick, json, help } = values
  const measurements = new Set(only.flatMap((name) => (name === 'all' ? ALL : measurement(name))))
  const windows = windowsOf(values.windows)
  return { measurements: [...measurements], windows, steady: steadyOf(values), sealed, quick, json, help }
}

function steadyOf(values: {
  readonly accounts?: string | undefined
  readonly history?: string | undefined
  readonly cluster: boolean
}): SteadyOptions {
  const { accounts, history, cluster } = values
  return {
    accounts: accounts?.split(',').map((text) => numberOf('--accounts', text)),
    historyHours: history === undefined ? undefined : numberOf('--history', history),
    cluster,
  }
}

function numberOf(option: string, text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new TypeError(`${option} takes whole numbers from 1 to 999; not "${text}"`)
}

function windowsOf(text: string): Windows {
  const known = WINDOWS.find((each) => each === text)
  if (known) return known
  throw new TypeError(`--windows knows ${WINDOWS.join(', ')}; not "${text}"`)
}

function measurement(name: string): Measurement {
  const known = MEASUREMENTS.find((each) => each === name)
  if (known) return known
  throw new TypeError(`--only knows ${MEASUREMENTS.join(', ')}; not "${name}"`)
}
