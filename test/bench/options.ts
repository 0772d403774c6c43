import { parseArgs } from 'node:util'

export const MEASUREMENTS = [
  'enqueue',
  'http',
  'dispatch',
  'memory',
  'tracked',
  'reconcile',
  'import',
  'limit',
  'urgent',
  'callbacks',
  'doors',
] as const
export type Measurement = (typeof MEASUREMENTS)[number]

/** How the sandbox reads the limit: the strictest way, or the most lenient. */
const WINDOWS = ['sliding', 'fixed'] as const
export type Windows = (typeof WINDOWS)[number]

/** They take minutes, whatever the machine: only on demand. */
const ON_DEMAND: ReadonlySet<Measurement> = new Set([
  'tracked',
  'import',
  'limit',
  'urgent',
  'callbacks',
  'doors',
])

export const HELP = `Usage: npm run bench -- [options]

Measures Disparo beside BullMQ alone, in turn, on one Redis (appendonly yes, appendfsync always); and, simulated, how
soon three days of statuses are known, beside a scan of everything in turn.

Options:
  --only NAME  one of ${MEASUREMENTS.join(', ')}; may be given more than once.
               limit and urgent are at 500 a minute in real time, tracked keeps 1,000,000 messages in a Redis of its
               own (1 GB), callbacks has receivers that are slow, or dead for a minute, doors sends the worst bodies
               to every route of a producer: they take minutes and run on demand only
  --import     also a CSV of 1,000,000 rows through HTTP: takes minutes, and 2 GB of memory for Redis
  --windows K  what the sandbox allows in limit: sliding (default, any 60 s) or fixed (60 s from a first request on)
  --sealed     with a data key: what encryption costs in enqueue, dispatch and memory
  --quick      smaller numbers, for a first look
  --json       the results as one JSON object, the only line on stdout
  --help       print this

REDIS_URL is used if set (nothing of others is touched; what is left when interrupted begins with disparo:{bench-);
else a private Redis is started. The exit code is 0 whatever the figures are.
`

export interface BenchOptions {
  readonly measurements: readonly Measurement[]
  readonly windows: Windows
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
      import: { type: 'boolean', default: false },
      windows: { type: 'string', default: 'sliding' },
      sealed: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const { only = MEASUREMENTS.filter((name) => !ON_DEMAND.has(name)), sealed, quick, json, help } = values
  const measurements = new Set(only.map(measurement))
  if (values.import) measurements.add('import')
  return { measurements: [...measurements], windows: windowsOf(values.windows), sealed, quick, json, help }
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
