import { setTimeout as delay } from 'node:timers/promises'
import type { MessageState } from '@disparo/core'
import { createRandom } from '../random.js'
import { beliefOf } from '../subject/disparo.js'
import type { Belief } from '../subject/subject.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { type Behavior, lostAndReset, type PostResult, taken, takenAndReset } from '../upstream/behavior.js'
import { recipient } from './campaign.js'
import type { CaseInput } from './cases.js'
import { type Mailing, openMailing } from './mailing.js'

const TEMPLATE = 'hiplataform_2'
const OTHER_TEMPLATE = 'hiplataform_3'
const LOOK_MS = 500
/** Beside others, on a few cores. */
const PATIENCE_MS = 90_000
/** By then the campaign has gone out: what is in doubt since its end, as on a machine held up, needs one that comes later. */
const LATER_ONES_AFTER_MS = 15_000
const TAKEN_SHARE = 0.05
const LOST_SHARE = 0.02
/** What comes after the last reset shows that the report is alive. */
const RESETS_AMONG = 0.75

interface DoubtsInput extends Pick<CaseInput, 'account' | 'first' | 'messages' | 'seed'> {
  readonly manner: Behavior
  /** Everybody gets another message, of another template. */
  readonly isDouble: boolean
  /** What a doubt may rest for, in the end. */
  readonly mayRest: readonly string[]
  /** How long it is watched, where doubts may rest. */
  readonly watchMs: number
}

export interface DoubtsDone {
  readonly beliefs: readonly Belief[]
  /** Since the account began. */
  readonly arrivals: ReadonlyMap<string, number>
  /** What those that are left in doubt wait for. */
  readonly waiting: readonly string[]
}

/** Sends a campaign, of which a few POSTs are reset: some when their message is taken, some instead of taking it. */
export async function sendThroughResets(input: DoubtsInput): Promise<DoubtsDone> {
  const { account, manner, mayRest } = input
  const { producer, tenant } = account
  const resets = resetsOf(input)
  tenant.behave({
    ...manner,
    meets: ({ to, earlier }) => (earlier === 0 ? resets.get(to) : undefined) ?? taken,
  })
  const mailing = openMailing(input)
  const people = await mailing.enqueue(input.messages, TEMPLATE)
  if (input.isDouble) await mailing.enqueueTo(people, OTHER_TEMPLATE)
  await settle(mailing, input)
  // Asked first: what is found in between is in doubt no more.
  const doubts = new Map((await producer.unknown()).map(({ id, waiting }) => [id, waiting]))
  const states = await mailing.states()
  const reasonOf = ({ id, status }: MessageState) =>
    status === 'unknown' ? (doubts.get(id) ?? 'not said') : undefined
  return {
    beliefs: states.map((state): Belief => {
      const reason = reasonOf(state)
      const to = nameOf(state)
      if (reason === undefined) return { ...beliefOf(state), to }
      return { to, state: mayRest.includes(reason) ? 'resting' : 'open' }
    }),
    arrivals: timesByRecipient(
      tenant.posts.filter(({ fate }) => fate.takes).map((post) => ({ to: nameOf(post) })),
    ),
    waiting: states.flatMap((state) => reasonOf(state) ?? []),
  }
}

/** Nobody gets two of one template. */
function nameOf({ to, elementName }: Pick<MessageState, 'to' | 'elementName'>): string {
  return `${to} ${elementName}`
}

/** Where doubts may rest, all of the time is watched: what is sent twice, is sent late. */
async function settle(mailing: Mailing, { mayRest, watchMs }: DoubtsInput): Promise<void> {
  const began = performance.now()
  for (;;) {
    const { onTheirWay, inDoubt } = await mailing.counts()
    const passed = performance.now() - began
    const isWatched = inDoubt > 0 && (mayRest.length === 0 || passed < watchMs)
    if ((onTheirWay === 0 && !isWatched) || passed > PATIENCE_MS) return
    if (passed > LATER_ONES_AFTER_MS && isWatched) await mailing.enqueue(1, TEMPLATE)
    await delay(LOOK_MS)
  }
}

function resetsOf({ first, messages, seed }: DoubtsInput): ReadonlyMap<string, PostResult> {
  const random = createRandom(seed, 'resets')
  const rows = Array.from({ length: Math.floor(messages * RESETS_AMONG) }, (_, n) => ({ n, rank: random() }))
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
