import { randomInt } from 'node:crypto'
import type { ChaosOptions } from './chaos-options.js'
import { figuresTable } from './figures-table.js'
import { runMatrix, type TurnDone } from './matrix.js'
import { HELP, parseOptions } from './options.js'
import { type ChaosResult, isKept, resultOf } from './result.js'
import { resultsTable } from './results-table.js'
import { runTrials } from './run-trials.js'
import { openChaosSetup } from './setup.js'
import { timesByRecipient } from './times-by-recipient.js'

async function chaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, steps, json } = options
  // With --json stdout belongs to the result alone.
  const out = json ? process.stderr : process.stdout
  const say = (line: string) => void out.write(`${line}\n`)
  const matrix = options.steps.length > 0 ? await runWholeMatrix(options, say) : none
  const trials = await runTrials(options, say)
  const runs = steps.length > 0 ? options.runs : 1
  const result = resultOf({ runs, seed, ...matrix, trials })
  say(resultsTable(result))
  if (result.figures.length > 0) say(figuresTable(result.figures))
  return result
}

interface MatrixDone {
  readonly turns: readonly TurnDone[]
  readonly arrivals: ReadonlyMap<string, number>
}

const none: MatrixDone = { turns: [], arrivals: new Map() }

async function runWholeMatrix(options: ChaosOptions, say: (line: string) => void): Promise<MatrixDone> {
  const { runs, seed, steps } = options
  say(`${steps.length} steps, ${runs} times, moments by --seed ${seed}`)
  const ground = await openChaosSetup(seed)
  try {
    const turns = await runMatrix(ground, options, (turn) => say(progressLine(turn)))
    // Only now, when nobody can send any more: what came late counts too.
    return { turns, arrivals: timesByRecipient(await ground.sandbox.allMessages()) }
  } finally {
    await ground.end()
  }
}

function progressLine({ step, side, run, beliefs, seconds }: TurnDone): string {
  const who = side === 'disparo' ? 'Disparo' : 'BullMQ alone'
  return `run ${run}, ${step.name}, ${who}: ${beliefs.length} messages, ${Math.round(seconds)} s`
}

async function main(): Promise<void> {
  let options: ChaosOptions
  try {
    options = parseOptions(process.argv.slice(2), randomInt(2 ** 32))
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  if (options.help) {
    process.stdout.write(HELP)
    return
  }
  const result = await chaos(options)
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`)
  process.exitCode = isKept(result) ? 0 : 1
}

await main()
