import { ConfigurationError, type Env } from '@disparo/core/internal/account'
import {
  LayoutError,
  type LayoutStep,
  layoutSteps,
  layoutVersion,
  migrateLayout,
  readLayout,
  stepsFrom,
} from '@disparo/core/internal/layout'
import { isTransientCode, openRedis, RedisUnavailableError, withTimeout } from '@disparo/core/internal/redis'
import { readSettings, WorkerSettings } from '@disparo/service/settings'
import { type Command, Option } from 'commander'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { nameLayout } from './name-layout.js'
import { startProgress } from './progress.js'
import { printResult, type Terminal } from './terminal.js'
import { type Words, wordsOf } from './words/index.js'

const help = `
It reads REDIS_URL, as a worker does, so run it where one runs. Programs of this version migrate by themselves what takes no time; this
command is for what they ask for it. What was interrupted goes on when it is repeated. docs/operations.md#upgrading says when to stop which
programs.

Examples:
  disparo migrate --dry-run
  docker compose run --rm producer disparo migrate`

const answerMs = 5_000
/** As long as it takes. */
const longMs = 86_400_000

interface MigrateOptions {
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** `disparo migrate`: makes what is in Redis of this version's layout. It asks no service. */
export function addMigrateCommand(
  program: Command,
  terminal: Terminal,
  finish: (code: ExitCode) => void,
  steps: readonly LayoutStep[] = layoutSteps,
): void {
  program
    .command('migrate')
    .description("Bring what a former version left in Redis to this version's layout")
    .option('--dry-run', 'say what would be done, and change nothing')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', help)
    .action(async (options: MigrateOptions) => {
      const words = wordsOf(terminal.env)
      await migrate(terminal, options, steps, words).catch((error: unknown) => explain(error, words))
      finish(exitCode.ok)
    })
}

async function migrate(
  terminal: Terminal,
  { dryRun = false, json = false }: MigrateOptions,
  steps: readonly LayoutStep[],
  words: Words,
): Promise<void> {
  const { migrate: said } = words
  const redis = openRedis(redisUrlOf(terminal.env, words), 'producer')
  try {
    const { layout } = await withTimeout(redis, answerMs, () => readLayout(redis))
    const missing = stepsFrom(layout, steps)
    if (!dryRun) {
      await withTimeout(redis, longMs, () =>
        migrateLayout(redis, { steps, tell: progressOn(terminal, words) }),
      )
    }
    const to = steps.at(-1)?.to ?? layoutVersion
    printResult(terminal, json, { from: layout, to, dryRun, steps: missing.map(({ does }) => does) }, [
      (dryRun || missing.length === 0 ? said.has : said.had)(
        nameLayout(layout, words),
        nameLayout(to, words),
      ),
      ...missing.map(({ to, does }) => said.step(to, said.does(to, does))),
      missing.length === 0 ? said.nothing : dryRun ? said.dryRun : said.done,
    ])
  } finally {
    redis.disconnect()
  }
}

/** A bar for each step. */
function progressOn(terminal: Terminal, { migrate }: Words) {
  const bars = new Map<LayoutStep, ReturnType<typeof startProgress>>()
  return (step: LayoutStep, done: number, total: number) => {
    const bar =
      bars.get(step) ?? startProgress(terminal, { label: migrate.progress(step.to), total, unit: String })
    bars.set(step, bar)
    bar.update(done)
    if (done >= total) bar.stop()
  }
}

function redisUrlOf(env: Env, { fault }: Words): string {
  try {
    return readSettings(WorkerSettings.pick({ REDIS_URL: true }), env).REDIS_URL
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    throw new CommandError(fault(error.message), { exit: exitCode.usage, cause: error })
  }
}

function explain(error: unknown, words: Words): never {
  const { migrate: said } = words
  if (error instanceof LayoutError) {
    const refused = said.refused(nameLayout(error.found, words), nameLayout(error.known, words))
    throw new CommandError(`${refused} ${said.obstacles[error.obstacle]}`, { cause: error })
  }
  if (!(error instanceof RedisUnavailableError)) throw error
  throw new CommandError(said.broke(wrongOf(error, said.redis)), { cause: error })
}

function wrongOf({ reason }: RedisUnavailableError, { full, busy, away }: Words['migrate']['redis']): string {
  if (reason === 'OOM') return full
  return reason !== undefined && isTransientCode(reason) ? busy(reason) : away
}
