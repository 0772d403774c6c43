import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'
import { collectLines, countOf } from '../../stack/log-lines.js'
import type { PrivateRedis } from '../../stack/private-redis.js'
import { ProducerError } from '../../stack/producer-client.js'
import type { Stack } from '../../stack/start-stack.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { beliefsOf } from './beliefs.js'
import { acceptedMoreThan, campaign, settledOf, until } from './campaign.js'
import { failSnapshots } from './fail-snapshots.js'
import type { Figure } from './figure.js'
import { startScaledStack } from './scaled-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'
import { oddRefusals, startTrickle } from './trickle.js'

/** Enough for some hundreds of messages. */
const ROOM_BYTES = 400_000
/** Answered so late that some are under way when the disk is full, accepted and not written down. */
const LATENCY_MS = 300

export const fullDisk: Trial = {
  name: 'full-disk',
  says: "Redis's disk is full: it refuses to write, or it ends",
  usual: { messages: 3_000, seconds: 15 },
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
  const { producer, sandbox, redis, workers } = stack
  const lines = collectLines(workers)
  const trickle = startTrickle(stack, 3 * messages)
  await sandbox.setFaults([{ fault: 'latency', latencyMs: LATENCY_MS }])
  const batches = [(await producer.importCsv(campaign(messages))).id]
  await acceptedMoreThan(stack, messages / 4)
  say('A snapshot fails, and Redis refuses every write (MISCONF)')
  const figures = await whileRefusing({ seconds, messages, say }, stack, batches)
  await sandbox.setFaults([])
  await settledOf(stack, batches)

  batches.push((await producer.importCsv(campaign(messages, 2 * messages))).id)
  await redis.crash()
  await redis.revive({ roomBytes: ROOM_BYTES })
  say(`Redis is restarted with room for ${ROOM_BYTES / 1_000} kB`)
  const { code } = await redis.exited
  say(`Redis has ended (exit code ${code}): what it cannot append to its file it does not acknowledge`)
  await delay(seconds * 1_000)
  await redis.revive()
  await settledOf(stack, batches)
  const ids = await trickle.stop()
  const states = await settledOf(stack, batches)
  const beliefs = await beliefsOf(stack, states, ids)
  figures.push(
    {
      name: 'could not be settled and were in doubt',
      value: countOf(lines, 'message:unknown'),
      unit: 'messages',
    },
    { name: 'sent one by one meanwhile', value: ids.length, unit: 'messages', atLeast: 1 },
    { name: 'refused by 503', value: trickle.refusals.get(503) ?? 0, unit: 'times', atLeast: 1 },
    { name: 'refused otherwise', value: oddRefusals(trickle), unit: 'times', atMost: 0 },
    { name: 'Redis ended by itself, exit code', value: code ?? Number.NaN, unit: '', atLeast: 1 },
  )
  return { beliefs, arrivals: timesByRecipient(await sandbox.allMessages()), figures }
}

/** Writes are refused for so long: nothing is taken in halves, and no attempt begins. */
async function whileRefusing(
  { seconds, messages, say }: TrialInput,
  stack: Stack<PrivateRedis>,
  batches: string[],
): Promise<Figure[]> {
  const { producer, sandbox, redis } = stack
  const disk = await failSnapshots(redis)
  const keys = await disk.keys()
  const second = campaign(messages, messages)
  const key = 'second'
  const refused = await producer.importCsv(second, { key, once: true }).then(
    () => 0,
    (error: unknown) => (error instanceof ProducerError ? error.status : Number.NaN),
  )
  const ready = await request(new URL('/readyz', producer.url))
  await ready.body.dump()
  // What has its permit by then still goes out.
  await delay(2 * LATENCY_MS)
  await quiet(stack)
  const before = (await sandbox.stats()).accepted
  await delay(seconds * 1_000)
  const after = (await sandbox.stats()).accepted
  // Some may be gone by then: locks have a time.
  const written = [...(await disk.keys())].filter((key) => !keys.has(key)).length
  await disk.mend()
  say('The disk has room again')
  const taken = await producer.importCsv(second, { key })
  batches.push(taken.id)
  return [
    { name: 'a batch was refused by', value: refused, unit: 'status', atLeast: 503, atMost: 503 },
    { name: '/readyz was answered', value: ready.statusCode, unit: 'status', atLeast: 503, atMost: 503 },
    { name: 'keys made by it, or by anything', value: written, unit: 'keys', atMost: 0 },
    { name: 'rows of it taken afterwards', value: taken.enqueued, unit: 'rows', atLeast: messages },
    { name: 'sent while nothing could be written', value: after - before, unit: 'messages', atMost: 0 },
  ]
}

/** Waits until nothing more arrives. */
async function quiet({ sandbox }: Pick<Stack, 'sandbox'>): Promise<void> {
  let last = -1
  await until('nothing is sent any more', async () => {
    await delay(2_000)
    const { accepted } = await sandbox.stats()
    const isQuiet = accepted === last
    last = accepted
    return isQuiet
  })
}
