import { once } from 'node:events'
import { startStack } from '../stack/start-stack.js'
import { addresses } from './addresses.js'
import { accountFor, openClient } from './client/open-client.js'
import { liveProgress } from './live-progress.js'
import { type DemoOptions, HELP, parseOptions } from './options.js'
import { brokenPromises, resultOf, urgentLatencies } from './result.js'
import { runDemo, TIME_SCALE } from './run-demo.js'
import { summary } from './summary.js'
import { suppressPeople } from './suppress-people.js'

const LIMIT = { max: 500, windowMs: 6_000 }
/** As much shorter as the sandbox's time is faster, but for what a look costs. */
const REPORT_LIMIT = { max: 60, windowMs: 60_000 }
/** We look at everything several times a second, as no program would. */
const DROP_IN_LIMITS = { DROP_IN_REPORT_LIMIT: '100000', DROP_IN_XML_LIMIT: '100000' }
const INTERRUPTED = 130

async function demo({ via, rows, keep, json }: DemoOptions, signal: AbortSignal): Promise<number> {
  // With --json stdout belongs to the result alone.
  const out = json ? process.stderr : process.stdout
  const say = (line: string) => void out.write(`${line}\n`)
  say('Starting Redis, sandbox, producer and two workers')
  const stack = await startStack({
    workers: 2,
    limit: LIMIT,
    account: { ...accountFor[via], reconcile: { limit: REPORT_LIMIT } },
    env: {
      sandbox: {
        SANDBOX_TIME_SCALE: `${TIME_SCALE}`,
        SANDBOX_REPORT_LIMIT_MAX: `${REPORT_LIMIT.max}`,
        SANDBOX_REPORT_LIMIT_WINDOW_MS: `${REPORT_LIMIT.windowMs}`,
      },
      producer: DROP_IN_LIMITS,
    },
  })
  try {
    signal.throwIfAborted()
    const live = liveProgress(out)
    await suppressPeople(stack)
    const door = openClient(via, stack, say, rows)
    const run = await runDemo({ door, sandbox: stack.sandbox, live, say, signal })
    const result = resultOf(run)
    const latencies = urgentLatencies(run)
    say(
      summary({
        result,
        counts: run.counts,
        latencies,
        windowMs: run.stats.windowMs,
        witness: door.statusSource,
      }),
    )
    const broken = brokenPromises(result, run, door.statusSource)
    for (const promise of broken) say(`Not as promised: ${promise}`)
    if (json) process.stdout.write(`${JSON.stringify(result)}\n`)
    if (keep) await keepRunning(addresses(stack, run.urgent[0]?.id ?? '<id>'), say, signal)
    return broken.length === 0 ? 0 : 1
  } finally {
    await stack.stop()
  }
}

async function keepRunning(where: string, say: (line: string) => void, signal: AbortSignal): Promise<void> {
  say(where)
  // The processes that are kept running keep us running, too.
  if (!signal.aborted) await once(signal, 'abort')
}

async function main(): Promise<number> {
  const interruption = new AbortController()
  const interrupt = () => {
    // Who asks twice is not made to wait: whatever still runs ends with us.
    if (interruption.signal.aborted) process.exit(INTERRUPTED)
    interruption.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt)
  const options = parseOptions(process.argv.slice(2))
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  return demo(options, interruption.signal).catch((error: unknown) => {
    if (interruption.signal.aborted) return INTERRUPTED
    throw error
  })
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    const wrongOption = error instanceof TypeError && 'code' in error
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    if (wrongOption) process.stderr.write(`\n${HELP}`)
    process.exitCode = wrongOption ? 2 : 1
  },
)
