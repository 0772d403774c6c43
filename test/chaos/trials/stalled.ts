import { setTimeout as delay } from 'node:timers/promises'
import type { MessageState } from '@disparo/core'
import type { Stack } from '../../stack/start-stack.js'
import { beliefOf } from '../subject/disparo.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { acceptedMoreThan, campaign, settledOf } from './campaign.js'
import type { Figure } from './figure.js'
import { DISPATCH_LAG_MS, REQUEST_TIMEOUT_MS, startScaledStack } from './scaled-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'

/** From the POST on, this is how late a dispatch is reckoned with where Hi Platform never stood still. */
const RECKONED_MS = REQUEST_TIMEOUT_MS + DISPATCH_LAG_MS

/**
 * Hi Platform stands still with requests in its sockets, which are given up meanwhile, and reads them when it goes on:
 * once for a little longer than a request may take, and once for longer than a dispatch ever takes else.
 */
export const stalled: Trial = {
  name: 'stalled',
  says: 'Hi Platform stands still, and then reads what was given up',
  usual: { messages: 2_000, seconds: (2 * RECKONED_MS) / 1_000 },
  run: async (input) => {
    const stack = await startScaledStack()
    try {
      return await run(input, stack)
    } finally {
      await stack.stop()
    }
  },
}

async function run({ messages, seconds, say }: TrialInput, stack: Stack): Promise<TrialDone> {
  const { producer, sandbox } = stack
  const through = async (first: number, stillMs: number) => {
    const { id } = await producer.importCsv(campaign(messages, first))
    await acceptedMoreThan(stack, first + messages / 4)
    say(`Hi Platform stands still for ${stillMs / 1_000} s`)
    await standStill(stack, stillMs)
    return settledOf(stack, [id])
  }
  const states = [
    ...(await through(0, 2 * REQUEST_TIMEOUT_MS)),
    ...(await through(messages, seconds * 1_000)),
  ]
  const arrivals = timesByRecipient(await sandbox.allMessages())
  const figures: Figure[] = [
    { name: 'given up, and read all the same', value: readLate(states), unit: 'messages', atLeast: 1 },
    { name: 'stood still at most', value: seconds, unit: 's' },
    { name: 'reckoned with for a dispatch', value: RECKONED_MS / 1_000, unit: 's' },
  ]
  return { beliefs: states.map(beliefOf), arrivals, figures }
}

async function standStill({ sandbox }: Pick<Stack, 'sandbox'>, ms: number): Promise<void> {
  process.kill(sandbox.process.pid, 'SIGSTOP')
  try {
    await delay(ms)
  } finally {
    process.kill(sandbox.process.pid, 'SIGCONT')
  }
}

/** Nobody knew of them for a while, and yet they were sent by their only attempt. */
function readLate(states: readonly MessageState[]): number {
  return states.filter(({ attempts, timeline }) => attempts === 1 && timeline.unknown).length
}
