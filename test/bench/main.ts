import { randomBytes } from 'node:crypto'
import { measureCallbacks } from './callbacks.js'
import { measureCampaigns } from './campaigns.js'
import { measureContacts } from './contacts.js'
import { measureDispatch } from './dispatch.js'
import { measureEnqueueBulk } from './enqueue-bulk.js'
import { measureEnqueueCsv } from './enqueue-csv.js'
import { measureEnqueueHttp } from './enqueue-http.js'
import { measureHostileInput } from './hostile-input.js'
import { measureIdle } from './idle.js'
import { measureCsvImport } from './import-csv.js'
import { measureLibraryImport } from './import-library.js'
import { measureLimit } from './limit.js'
import { lookAtMachine, machineText } from './machine.js'
import { measureMessageCost } from './message-cost.js'
import { measureMessageMemory } from './message-memory.js'
import { type BenchOptions, HELP, type Measurement, parseOptions } from './options.js'
import { carefulRatioOf, isMet, type Result, ratioOf } from './result.js'
import { resultsTable } from './results-table.js'
import { type BenchSetup, openBenchSetup } from './setup.js'
import { measureReconcile } from './simulation.js'
import { FULL, QUICK } from './sizes.js'
import { measureSteady } from './steady.js'
import { measureTracked } from './tracked.js'
import { measureUrgent } from './urgent.js'

const measure: Record<Exclude<Measurement, 'reconcile'>, (ground: BenchSetup) => Promise<Result[]>> = {
  enqueue: measureEnqueueBulk,
  http: measureEnqueueHttp,
  csv: measureEnqueueCsv,
  dispatch: measureDispatch,
  memory: measureMessageMemory,
  tracked: measureTracked,
  import: measureLibraryImport,
  'large-csv': measureCsvImport,
  limit: measureLimit,
  urgent: measureUrgent,
  callbacks: measureCallbacks,
  idle: measureIdle,
  'message-cost': measureMessageCost,
  doors: measureHostileInput,
  steady: measureSteady,
  campaigns: measureCampaigns,
  contacts: measureContacts,
}

async function bench({ measurements, windows, steady, sealed, quick, json }: BenchOptions): Promise<void> {
  // With --json stdout belongs to the result alone.
  const out = json ? process.stderr : process.stdout
  const say = (line: string) => void out.write(`${line}\n`)
  const sizes = quick ? QUICK : FULL
  const ground = await openBenchSetup({
    ...{ sizes, windows, steady, say },
    dataKey: sealed ? randomBytes(32).toString('base64') : undefined,
  })
  try {
    const machine = await lookAtMachine(ground.redis)
    say(machineText(machine))
    const results: Result[] = []
    for (const name of measurements) {
      if (name === 'reconcile') continue
      say(`${name} (ours first, then BullMQ alone, then with books)`)
      // Each at once: a run of all takes half an hour, and may be broken off.
      const measured = await measure[name](ground).catch((error: unknown) => {
        say(`${name} failed: ${error instanceof Error ? error.stack : error}`)
        process.exitCode = 1
        return []
      })
      if (measured.length > 0) say(resultsTable(measured))
      results.push(...measured)
    }
    if (results.length > 0 && measurements.length > 1) say(resultsTable(results))
    const days = quick ? 1 : 3
    const reconcile = measurements.includes('reconcile') ? await measureReconcile({ say, days }) : []
    if (!json) return
    const judged = results.map((result) => ({
      ...result,
      ...{ ratio: ratioOf(result), carefulRatio: carefulRatioOf(result), met: isMet(result) },
    }))
    process.stdout.write(`${JSON.stringify({ machine, quick, sealed, sizes, results: judged, reconcile })}\n`)
  } finally {
    await ground.end()
  }
}

async function main(): Promise<void> {
  let options: BenchOptions
  try {
    options = parseOptions(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  if (options.help) process.stdout.write(HELP)
  else await bench(options)
}

await main()
