import { setTimeout as delay } from 'node:timers/promises'
import { createRandom, type Random } from '../random.js'
import { beliefOf } from '../subject/disparo.js'
import type { Belief } from '../subject/subject.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { type Fate, lostAndReset, type Manner, taken, takenAndReset } from '../upstream/manner.js'
import { importSurely, recipient } from './campaign.js'
import type { TrialAccount } from './tenant-stack.js'

const LOOK_MS = 250
/** Beside others, on a few cores. */
const PATIENCE_MS = 90_000
const TAKEN_SHARE = 0.05
const LOST_SHARE = 0.02
/** What comes after the last doubt shows that the report is alive. */
const DOUBTS_AMONG = 0.75

export interface DoubtsInput {
  readonly account: TrialAccount
  /** The row of its first message: no other account's message has its recipient. */
  readonly first: number
  readonly messages: number
  readonly manner: Manner
  /** What a doubt may rest for, in the end. */
  readonly mayRest: readonly string[]
  /** How long it is watched, where doubts may rest. */
  readonly watchMs: number
  readonly seed: number
}

export interface DoubtsDone {
  readonly beliefs: readonly Belief[]
  readonly arrivals: ReadonlyMap<string, number>
  /** Of those that are left in doubt: how many for what. */
  readonly waiting: ReadonlyMap<string, number>
}

/** Sends a campaign, of which a few POSTs are reset: some when their message is taken, some instead of taking it. */
export async function sendThroughResets(input: DoubtsInput): Promise<DoubtsDone> {
  const { account, first, messages, manner } = input
  const { producer, tenant, name } = account
  const resets = resetsAmong(first, messages, createRandom(input.seed, name))
  tenant.behave({
    ...manner,
    meets: ({ to, earlier }) => (earlier === 0 ? resets.get(to) : undefined) ?? taken,
  })
  const { id } = await importSurely(producer, labelled(messages, first))
  const settled = await isSettledBy(account, id, input)
  const states = await producer.batchMessages(id)
  const doubts = new Map(settled ? [] : (await producer.unknown()).map((doubt) => [doubt.id, doubt.waiting]))
  const waiting = new Map<string, number>()
  const beliefs = states.map((state): Belief => {
    const reason = state.status === 'unknown' ? (doubts.get(state.id) ?? 'not said') : undefined
    if (reason === undefined) return beliefOf(state)
    waiting.set(reason, (waiting.get(reason) ?? 0) + 1)
    return { to: state.to, state: input.mayRest.includes(reason) ? 'resting' : 'open' }
  })
  const arrivals = timesByRecipient(tenant.posts.filter(({ fate }) => fate.takes))
  return { beliefs, arrivals, waiting }
}

/** Whether all is known before its time is over; where doubts may rest, it is watched for all of its time. */
async function isSettledBy(
  { producer }: TrialAccount,
  batch: string,
  { mayRest, watchMs }: DoubtsInput,
): Promise<boolean> {
  const deadline = performance.now() + (mayRest.length > 0 ? watchMs : PATIENCE_MS)
  for (;;) {
    const { enqueued, sending, unknown } = (await producer.batch(batch))?.counts ?? {
      ...{ enqueued: 1, sending: 0, unknown: 0 },
    }
    if (enqueued + sending + unknown === 0) return true
    if (performance.now() > deadline) return false
    await delay(LOOK_MS)
  }
}

function resetsAmong(first: number, messages: number, random: Random): ReadonlyMap<string, Fate> {
  const rows = Array.from({ length: Math.floor(messages * DOUBTS_AMONG) }, (_, n) => ({ n, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ n }) => recipient(first + n))
  const takenOnes = Math.ceil(messages * TAKEN_SHARE)
  const lostOnes = Math.ceil(messages * LOST_SHARE)
  return new Map(
    rows
      .slice(0, takenOnes + lostOnes)
      .map((to, place) => [to, place < takenOnes ? takenAndReset : lostAndReset]),
  )
}

/** As in the seed: `default` is what is sent. */
function labelled(count: number, first: number): string {
  const rows = Array.from(
    { length: count },
    (_, n) => `${recipient(first + n)},default,hiplataform_2,black_friday`,
  )
  return ['to,namespace,elementName,externalLabel', ...rows].join('\n')
}
