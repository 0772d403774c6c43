import { setTimeout as delay } from 'node:timers/promises'
import { openRedis } from '@disparo/core/internal/redis'
import { LIMIT } from '../limited.js'
import { delaysOf } from '../urgent-delays.js'
import { dumpAccount, restoreAccount } from './copy-account.js'
import { followScans, type Scanned } from './follow-scans.js'
import { loadHistory } from './load-history.js'
import { statusLag } from './status-lag.js'
import { type SteadyRedis, startSteadyRedis } from './steady-redis.js'
import { withSteadyWorkers } from './steady-workers.js'
import { openTraffic } from './traffic.js'
import { type ReportUpstream, startReportUpstream } from './upstream.js'
import { readUsage, type Used, usedBetween } from './usage.js'
import { type CommandCounts, totalOf, watchCommands } from './watch-commands.js'

/** How long things take, and how much of the past there is. */
export interface SteadySizes {
  readonly warmUpS: number
  readonly windowS: number
  readonly idleS: number
  /** For so long of one account, or less of many, it is seen who asks what of Redis. */
  readonly sampleS: number
  /** Of the past, the ledger has so much as messages; the rest as slices. */
  readonly entriesMinutes: number
}

interface SteadyTerms {
  readonly accounts: number
  readonly historyHours: number
  /** Default: one server. */
  readonly cluster?: boolean | undefined
  readonly sizes: SteadySizes
  readonly say: (line: string) => void
}

export interface SteadyRun {
  readonly accounts: number
  readonly historyHours: number
  readonly messages: number
  readonly used: Used
  /** With workers and accounts, and nothing ever sent. */
  readonly idle: Used
  readonly workerRss: number
  readonly redisRss: number
  readonly urgentP99Ms: number
  readonly statusLagS: number | undefined
  readonly pages: number
  readonly oldPages: number
  /** What programs asked of Redis while idle. */
  readonly idleCommands: number
  /** Who called what, in a sample right after. */
  readonly counts: CommandCounts
  readonly scanned: Scanned
}

/** More waits than is sent, so that no lane runs dry. */
const SPARE_S = 20

/** Accounts at their limit, with a past behind them, on a Redis of their own: what that takes. */
export async function runSteady(terms: SteadyTerms): Promise<SteadyRun> {
  const redis = await startSteadyRedis({ cluster: terms.cluster ?? false, say: terms.say })
  try {
    const upstream = await startReportUpstream()
    return await measure(terms, { redis, upstream }).finally(upstream.stop)
  } finally {
    await redis.stop()
  }
}

interface Scene {
  readonly redis: SteadyRedis
  readonly upstream: ReportUpstream
}

async function measure(terms: SteadyTerms, { redis, upstream }: Scene): Promise<SteadyRun> {
  const { sizes, historyHours, say } = terms
  const accounts = Array.from({ length: terms.accounts }, (_, n) => `bench-${n + 1}`)
  const setting = { redisUrl: redis.url, accounts, upstreamUrl: upstream.url }
  const idle = await withSteadyWorkers(setting, async (workers) => {
    await delay(sizes.idleS * 1_000)
    const measured = { workers: workers.map(({ pid }) => pid), masters: redis.masters }
    const before = await readUsage(measured)
    const { byPrograms } = await watchCommands(redis.masters, sizes.idleS * 1_000)
    return { used: usedBetween(before, await readUsage(measured)), commands: totalOf(byPrograms) }
  })

  const past = { endsAt: Date.now(), hours: historyHours, perMinute: LIMIT.max }
  const began = performance.now()
  await upstream.setPast(past)
  await redis.whileLoading(() =>
    load(redis.url, accounts, { ...past, entriesMs: sizes.entriesMinutes * 60_000 }),
  )
  say(
    `  the past of ${accounts.length} accounts was loaded in ${Math.round((performance.now() - began) / 1_000)} s`,
  )

  const traffic = openTraffic(redis.url, accounts)
  try {
    const first = past.hours * 60 * past.perMinute
    const messagesIn = (seconds: number) => Math.round((seconds * 1_000 * LIMIT.max) / LIMIT.windowMs)
    const ahead = messagesIn(sizes.warmUpS + sizes.windowS + SPARE_S)
    await traffic.enqueue(ahead, first)
    return await withSteadyWorkers(setting, async (workers) => {
      await delay(sizes.warmUpS * 1_000)
      const measured = { workers: workers.map(({ pid }) => pid), masters: redis.masters }
      const scans = followScans(workers)
      const [seenBefore, before] = await Promise.all([upstream.seen(), readUsage(measured)])
      const urgent = await traffic.keepUp(messagesIn(sizes.windowS), first + ahead, sizes.windowS * 1_000)
      const [seen, after] = await Promise.all([upstream.seen(), readUsage(measured)])
      return {
        accounts: accounts.length,
        historyHours,
        messages: seen.messages - seenBefore.messages,
        used: usedBetween(before, after),
        idle: idle.used,
        idleCommands: idle.commands,
        scanned: scans.sum(),
        counts: await watchCommands(redis.masters, Math.ceil(sizes.sampleS / accounts.length) * 1_000),
        workerRss: after.workerRss,
        redisRss: after.redisRss,
        statusLagS: await statusLag(traffic.clients),
        urgentP99Ms: delaysOf(urgent, (await upstream.seen()).urgent).p99,
        pages: seen.pages - seenBefore.pages,
        oldPages: seen.oldPages - seenBefore.oldPages,
      }
    })
  } finally {
    await traffic.close()
  }
}

/** The scripts write the past of one; the others get a copy of it. */
async function load(
  url: string,
  [first = '', ...others]: readonly string[],
  history: Parameters<typeof loadHistory>[2],
): Promise<void> {
  await loadHistory(url, first, history)
  if (others.length === 0) return
  const redis = openRedis(url, 'worker')
  try {
    const dump = await dumpAccount(redis, first)
    for (const account of others) await restoreAccount(redis, account, dump)
  } finally {
    redis.disconnect()
  }
}
