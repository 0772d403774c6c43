import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { connect } from '@disparo/core'
import { collectLines, countOf } from '../../stack/log-lines.js'
import type { AppProcess } from '../../stack/start-app.js'
import type { Stack } from '../../stack/start-stack.js'
import { beliefOf } from '../subject/disparo.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { acceptedMoreThan, campaign, messageTo, settledOf, until } from './campaign.js'
import { cpuSeconds } from './cpu-seconds.js'
import type { Figure } from './figure.js'
import { startScaledStack } from './scaled-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'

const newKey = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
/** Once all is parked, nobody has anything to do. */
const BUSY_PERCENT = 25
/** A lane of a worker tells of one key at most once a minute. */
const TOLD_EVERY_S = 60

export const keyGone: Trial = {
  name: 'key-gone',
  says: 'workers are killed in a campaign, and come back with another data key',
  usual: { messages: 5_000, seconds: 30 },
  run: async (input) => {
    const [lost, fresh] = [newKey('lost'), newKey('fresh')]
    const stack = await startScaledStack({
      producerEnv: { DISPARO_DATA_KEY: `${lost},${fresh}` },
      workerEnv: { DISPARO_DATA_KEY: lost },
    })
    try {
      return await run(input, stack, { fresh, both: `${fresh},${lost}` })
    } finally {
      await stack.stop()
    }
  },
}

async function run(
  { messages, seconds, say }: TrialInput,
  stack: Stack,
  keys: { readonly fresh: string; readonly both: string },
): Promise<TrialDone> {
  const { producer, sandbox, account, redis } = stack
  const { id } = await producer.importCsv(campaign(messages))
  await acceptedMoreThan(stack, messages / 4)
  const before = await Promise.all(stack.workers.map((worker) => worker.kill()))
  const workers = await Promise.all(before.map(() => stack.startWorker({ DISPARO_DATA_KEY: keys.fresh })))
  const lines = collectLines(workers)
  say(
    `${workers.length} workers lack the key of ${messages - (await sandbox.stats()).accepted} messages or so`,
  )

  // What the workers can open goes out all the same, in either lane.
  const others = connect({ redis: redis.url, account, dataKey: keys.fresh })
  const counted = Math.ceil(messages / 50)
  const batch = async (first: number, lane: 'urgent' | 'bulk') => {
    const rows = Array.from({ length: counted }, (_, n) => messageTo(first + n))
    return (await others.sendMany(rows, { lane })).id
  }
  const batches = [await batch(messages, 'bulk'), await batch(messages + counted, 'urgent')]
  const sent = async () => {
    const states = await Promise.all(batches.map((each) => producer.batch(each)))
    return states.reduce((sum, state) => sum + (state ? state.total - state.counts.enqueued : 0), 0)
  }
  const wentOn = await until('the others go out', async () => (await sent()) >= 2 * counted, 60_000).then(
    () => true,
    () => false,
  )
  const busy = await busiest(workers, seconds)
  const told = countOf(lines, 'lane:data-key-missing')
  say('a worker comes that has both keys')
  await stack.startWorker({ DISPARO_DATA_KEY: keys.both })
  const states = await settledOf(stack, [id, ...batches])
  await others.close()
  const figures: Figure[] = [
    {
      name: 'of another key, sent meanwhile',
      value: wentOn ? 2 * counted : 0,
      unit: 'messages',
      atLeast: 2 * counted,
    },
    {
      name: 'told of the missing key',
      value: told,
      unit: 'lines',
      atLeast: 1,
      atMost: workers.length * 2 * (1 + Math.ceil(seconds / TOLD_EVERY_S)),
    },
    { name: 'busiest worker, once all was parked', value: Math.round(busy), unit: '%', atMost: BUSY_PERCENT },
  ]
  return { beliefs: states.map(beliefOf), arrivals: timesByRecipient(await sandbox.allMessages()), figures }
}

async function busiest(workers: readonly AppProcess[], seconds: number): Promise<number> {
  const used = () => Promise.all(workers.map(({ pid }) => cpuSeconds(pid)))
  const before = await used()
  await delay(seconds * 1_000)
  const after = await used()
  return Math.max(...after.map((each, n) => (100 * (each - (before[n] ?? 0))) / seconds))
}
