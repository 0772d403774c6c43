import { setTimeout as delay } from 'node:timers/promises'
import type { MessageState } from '@disparo/core'
import type { Stack } from '../../stack/start-stack.js'
import { beliefOf } from '../subject/disparo.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { acceptedMoreThan, campaign, settledOf } from './campaign.js'
import type { Figure } from './figure.js'
import {
  CONCURRENCY,
  DISPATCH_LAG_MS,
  REQUEST_TIMEOUT_MS,
  startScaledStack,
  WORKERS,
} from './scaled-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'

/** From the POST on: what is read later than this is read later than is reckoned with. */
const RECKONED_MS = REQUEST_TIMEOUT_MS + DISPATCH_LAG_MS
/** Halfway from there to the moment at which requests are given up: a slow machine may be late both ways. */
const SHORT_MS = (REQUEST_TIMEOUT_MS + RECKONED_MS) / 2

/**
 * Hi Platform stands still with requests in its sockets, which are given up meanwhile, and reads them when it goes on.
 * For less than is reckoned with, nothing may be sent twice. Then for longer, with messages that do not count: what is
 * read then may have been sent again before, and the figures tell how often.
 */
export const stalled: Trial = {
  name: 'stalled',
  says: `Hi Platform stands still for ${SHORT_MS / 1_000} s, and reads what was given up`,
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
  const within = await through(0, SHORT_MS)
  const beyond = await through(messages, seconds * 1_000)
  const arrived = await sandbox.allMessages()
  const late = new Set(beyond.map(({ to }) => to))
  const twice = arrived.filter(({ to }) => late.has(to)).length - late.size
  const figures: Figure[] = [
    { name: 'given up, and read all the same', value: readLate(within), unit: 'messages', atLeast: 1 },
    { name: `sent twice by ${seconds} s, which nothing prevents`, value: twice, unit: 'messages' },
    { name: 'under way at a time, at most', value: WORKERS * CONCURRENCY, unit: 'messages' },
  ]
  return { beliefs: within.map(beliefOf), arrivals: timesByRecipient(arrived), figures }
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
