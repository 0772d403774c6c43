import type { Result } from './result.js'
import type { BenchSetup } from './setup.js'
import { growthResult, isFullRate, ratePerAccount, steadyResults } from './steady/figures.js'
import { runSteady, type SteadyRun } from './steady/run.js'
import { loadText } from './steady/spread-of-load.js'

/** How much a user follows by default (`reconcile.maxAgeHours`), and the least that is compared with it. */
const HISTORY_HOURS = 72
const SHORT_HISTORY_HOURS = 1
/** What grows with the past is compared with so many accounts at most. */
const COMPARED_ACCOUNTS = 10

/**
 * Accounts that send all they may, day after day: what they take of processors, Redis and its file, so what a user pays for. Two
 * workers, one Redis, everything at its defaults. With `--history` that much of the past only, and no comparison.
 */
export async function measureSteady(ground: Pick<BenchSetup, 'sizes' | 'say' | 'steady'>): Promise<Result[]> {
  const { say, sizes } = ground
  const { accounts = sizes.steadyAccounts, historyHours, cluster } = ground.steady
  const run = async (count: number, hours: number): Promise<SteadyRun> => {
    say(`  ${count} accounts, ${hours} h behind them`)
    const done = await runSteady({
      ...{ accounts: count, historyHours: hours, cluster, say },
      sizes: sizes.steady,
    })
    if (!isFullRate(done))
      say(`  not at full rate: this machine carried ${Math.round(ratePerAccount(done))} a minute of each`)
    if (done.used.masters.length > 1) say(`  ${loadText(done.used)}`)
    return done
  }
  const results: Result[] = []
  const compared = accounts.filter((count) => count <= COMPARED_ACCOUNTS).at(-1)
  for (const count of accounts) {
    const long = await run(count, historyHours ?? HISTORY_HOURS)
    results.push(...steadyResults(long))
    if (historyHours === undefined && count === compared) {
      const short = await run(count, SHORT_HISTORY_HOURS)
      results.push(...steadyResults(short), growthResult(short, long))
    }
  }
  return results
}
