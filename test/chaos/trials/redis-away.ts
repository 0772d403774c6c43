import { setTimeout as delay } from 'node:timers/promises'
import { collectLines, countOf, type LogLine } from '../../stack/log-lines.js'
import type { PrivateRedis } from '../../stack/private-redis.js'
import type { AppProcess } from '../../stack/start-app.js'
import type { Stack } from '../../stack/start-stack.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { beliefsOf } from './beliefs.js'
import { acceptedMoreThan, campaign, settledOf } from './campaign.js'
import { cpuSeconds } from './cpu-seconds.js'
import type { Figure } from './figure.js'
import { startScaledStack } from './scaled-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'
import { oddRefusals, startTrickle } from './trickle.js'

interface Absence {
  readonly says: string
  readonly begin: (redis: PrivateRedis) => Promise<void>
  readonly end: (redis: PrivateRedis) => Promise<void>
}

const absences: readonly Absence[] = [
  { says: 'killed', begin: (redis) => redis.crash(), end: (redis) => redis.revive() },
  {
    says: 'stopped',
    begin: async ({ pid }) => void process.kill(pid, 'SIGSTOP'),
    end: async ({ pid }) => void process.kill(pid, 'SIGCONT'),
  },
]
/** One line for each program in so many seconds, and one at first. */
const LOG_EVERY_S = 5
const BUSY_PERCENT = 25
/** The producer tells of every request; that is not what must be throttled. */
const asked = ['http:answered', 'redis:unavailable']

export const redisAway: Trial = {
  name: 'redis-away',
  says: 'Redis killed, and later stopped, for a minute each',
  usual: { messages: 3_000, seconds: 60 },
  run: async (input) => {
    const stack = await startScaledStack()
    try {
      return await run(input, stack)
    } finally {
      await stack.stop()
    }
  },
}

async function run({ messages, seconds, say }: TrialInput, stack: Stack<PrivateRedis>): Promise<TrialDone> {
  const { producer, sandbox } = stack
  const trickle = startTrickle(stack, absences.length * messages)
  const batches: string[] = []
  const figures: Figure[] = []
  for (const [n, absence] of absences.entries()) {
    batches.push((await producer.importCsv(campaign(messages, n * messages))).id)
    await acceptedMoreThan(stack, n * messages + messages / 4)
    say(`Redis is ${absence.says} for ${seconds} s`)
    figures.push(...(await whileAway(absence, seconds, stack)))
    await settledOf(stack, batches)
  }
  const ids = await trickle.stop()
  const states = await settledOf(stack, batches)
  const beliefs = await beliefsOf(stack, states, ids)
  const apps = [...stack.workers, producer.process]
  const ended = await Promise.all(apps.map((app) => Promise.race([app.exited, 'running'])))
  figures.push(
    { name: 'sent one by one meanwhile', value: ids.length, unit: 'messages', atLeast: 1 },
    { name: 'refused by 503', value: trickle.refusals.get(503) ?? 0, unit: 'times', atLeast: 1 },
    { name: 'refused otherwise', value: oddRefusals(trickle), unit: 'times', atMost: 0 },
    { name: 'ended', value: ended.filter((end) => end !== 'running').length, unit: 'programs', atMost: 0 },
  )
  return { beliefs, arrivals: timesByRecipient(await sandbox.allMessages()), figures }
}

/** What the programs do while there is no Redis: how much they log, and how busy they are. */
async function whileAway(absence: Absence, seconds: number, stack: Stack<PrivateRedis>): Promise<Figure[]> {
  const apps: readonly AppProcess[] = [...stack.workers, stack.producer.process]
  const logs = apps.map((app) => collectLines([app]))
  const unasked = (lines: readonly LogLine[]) =>
    lines.length - asked.reduce((sum, event) => sum + countOf(lines, event), 0)
  const used = () => Promise.all(apps.map(({ pid }) => cpuSeconds(pid)))
  const before = await used()
  await absence.begin(stack.redis)
  const look = async () => {
    await delay(seconds * 1_000)
    return { lines: logs.map(unasked), seconds: await used() }
  }
  // Looked at before its return, which has much to tell again.
  const after = await look().finally(() => absence.end(stack.redis))
  const busiest = Math.max(...after.seconds.map((used, n) => (100 * (used - (before[n] ?? 0))) / seconds))
  const when = `Redis ${absence.says}`
  return [
    {
      name: `${when}: log lines in ${seconds} s, most of a program`,
      value: Math.max(...after.lines),
      unit: 'lines',
      atMost: Math.ceil(1 + seconds / LOG_EVERY_S),
    },
    {
      name: `${when}: processor used, most of a program`,
      value: busiest,
      unit: '% of a core',
      // Where it cannot be measured, nothing is said of it.
      ...(Number.isNaN(busiest) ? {} : { atMost: BUSY_PERCENT }),
    },
  ]
}
