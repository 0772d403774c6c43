import { connect } from '@disparo/core'
import { type BareQueue, openBareQueue } from './bare-queue.js'
import type { BareKind } from './bare-worker.js'
import { accountSettings } from './bench-account.js'
import { compareRounds, roundText } from './compare-rounds.js'
import type { Result } from './result.js'
import { type SampleMessage, sampleMessages } from './sample-messages.js'
import type { BenchSetup } from './setup.js'

const WARM_UP = 2_000

/**
 * `sendMany` (checks every message, notes the batch) beside `addBulk` of the same messages, a thousand a chunk, and beside that with
 * keys and statuses by hand (careful-jobs.ts).
 */
export async function measureEnqueueBulk(ground: BenchSetup): Promise<Result[]> {
  const { sizes, say } = ground
  const messages = sampleMessages(sizes.enqueue)
  const warmUp = messages.slice(0, WARM_UP)
  await sendInBulk(ground, warmUp)
  for (const kind of ['bare', 'careful'] as const) await addAll(ground, warmUp, kind)
  const comparison = await compareRounds(
    {
      ours: () => sendInBulk(ground, messages),
      bare: () => addAll(ground, messages, 'bare'),
      careful: () => addAll(ground, messages, 'careful'),
    },
    {
      rounds: sizes.rounds,
      onRound: (round, figures) => say(`  enqueue in bulk, round ${round}: ${roundText(figures)} messages/s`),
    },
  )
  return [
    {
      name: 'enqueue in bulk',
      unit: 'messages/s',
      ...comparison,
      aim: { kind: 'ratio-at-least', value: 0.9 },
    },
  ]
}

/** Messages a second, by the library. */
export function sendInBulk(
  { redisUrl, withAccount, dataKey }: BenchSetup,
  messages: readonly SampleMessage[],
): Promise<number> {
  return withAccount(async (name) => {
    const disparo = connect({
      redis: redisUrl,
      account: accountSettings(name),
      dataKey,
      allowNewAccount: true,
    })
    try {
      await disparo.ping()
      return await perSecond(messages.length, () => disparo.sendMany(messages))
    } finally {
      await disparo.close()
    }
  })
}

function addAll(
  { redisUrl, withAccount }: BenchSetup,
  messages: readonly SampleMessage[],
  kind: BareKind,
): Promise<number> {
  return withAccount(async (name) => {
    const bare: BareQueue = await openBareQueue(redisUrl, name)
    try {
      return await perSecond(messages.length, () =>
        (kind === 'careful' ? bare.careful : bare).addAll(messages),
      )
    } finally {
      await bare.close()
    }
  })
}

export async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (count * 1000) / (performance.now() - started)
}
