import { LIMIT } from '../limited.js'
import type { Aim, Result, Unit } from '../result.js'
import { spreadOf } from '../spread.js'
import type { CommandStat } from './redis-usage.js'
import type { SteadyRun } from './run.js'
import { sumOf } from './usage.js'
import { type CommandCounts, programShare } from './watch-commands.js'

const MEGABYTE = 1_000_000
/** From here on an account counts as sending at its full rate: the limit's margin takes the rest. */
const FULL_SHARE = 0.95

/** How many accounts one core carries, its workers and Redis together, each sending all that it may. */
function accountsPerCore({ used, messages }: SteadyRun): number {
  const cpuSecondsPerMessage = (used.workerCpuS + used.redisCpuS) / messages
  const messagesPerSecond = LIMIT.max / (LIMIT.windowMs / 1_000)
  return 1 / (cpuSecondsPerMessage * messagesPerSecond)
}

/** What an account at its limit sent in a minute. */
export function ratePerAccount({ used, messages, accounts }: SteadyRun): number {
  return (messages / accounts / used.seconds) * 60
}

export function isFullRate(run: SteadyRun): boolean {
  return ratePerAccount(run) >= FULL_SHARE * LIMIT.max
}

export function steadyResults(run: SteadyRun): Result[] {
  const { used, idle, accounts, historyHours, messages } = run
  const title = `${accounts} ${accounts === 1 ? 'account' : 'accounts'}, ${historyHours} h`
  const row = (name: string, unit: Unit, value: number, aim?: Aim): Result => ({
    name: `${title}: ${name}`,
    unit,
    ours: spreadOf([value]),
    ...(aim ? { aim } : {}),
  })
  const commands = used.masters.flatMap((master) => master.commands)
  const asked = askedByPrograms(commands, run.counts)
  const perThousand = (value: number) => (value / messages) * 1_000
  return [
    row('accounts a core', 'accounts', accountsPerCore(run), { kind: 'at-least', value: 100 }),
    row('sent by each a minute', 'messages', ratePerAccount(run)),
    row('CPU of workers, for 1,000 messages', 's', perThousand(used.workerCpuS)),
    row('CPU of Redis, for 1,000 messages', 's', perThousand(used.redisCpuS)),
    row('Redis commands, for 1,000 messages', 'commands', perThousand(asked.calls)),
    row('of these scripts', 'commands', perThousand(asked.scripts)),
    row('with those in scripts', 'commands', perThousand(sumOf(commands, ({ calls }) => calls))),
    row('Redis time, for 1,000 messages', 'ms', perThousand(asked.us) / 1_000),
    row('AOF, for 1,000 messages', 'kB', perThousand(used.aofBytes) / 1_000),
    row('idle account, commands a second', 'commands', run.idleCommands / idle.seconds / accounts, {
      kind: 'at-most',
      value: 2,
    }),
    row(
      'idle account, CPU a second',
      'ms',
      ((idle.workerCpuS + idle.redisCpuS) / idle.seconds / accounts) * 1_000,
    ),
    row('memory of both workers', 'MB', run.workerRss / MEGABYTE),
    row('memory of Redis', 'MB', run.redisRss / MEGABYTE),
    ...(run.statusLagS === undefined ? [] : [row('received, known after (mean)', 's', run.statusLagS)]),
    row('urgent p99 meanwhile', 'ms', run.urgentP99Ms),
    row('pages of the report, a minute', 'requests', (run.pages / used.seconds) * 60),
    row('of these older than an hour', 'requests', (run.oldPages / used.seconds) * 60),
    row('messages that scans showed, for 1,000 sent', 'messages', perThousand(run.scanned.matched)),
    ...(run.scanned.matched === 0
      ? []
      : [row('of these with news', '%', (run.scanned.changed / run.scanned.matched) * 100)]),
  ]
}

const SCRIPTS = new Set(['evalsha', 'eval', 'fcall'])

/** What programs asked of Redis, without what their scripts called in turn: that is in the scripts' own time. */
function askedByPrograms(commands: readonly CommandStat[], counts: CommandCounts) {
  const scripts = commands.filter(({ name }) => SCRIPTS.has(name))
  return {
    calls: sumOf(commands, ({ name, calls }) => calls * programShare(counts, name)),
    scripts: sumOf(scripts, ({ calls }) => calls),
    us: sumOf(commands, ({ name, us }) => us * programShare(counts, name)),
  }
}

/** How much more an account costs with all its past than with an hour of it. */
export function growthResult(short: SteadyRun, long: SteadyRun): Result {
  return {
    name: `cost of an account, ${long.historyHours} h beside ${short.historyHours} h (${long.accounts} accounts)`,
    unit: '×',
    ours: spreadOf([accountsPerCore(short) / accountsPerCore(long)]),
    aim: { kind: 'at-most', value: 1.2 },
  }
}
