import type { Lane, MessageState } from '@disparo/core'
import { beliefOf } from '../subject/disparo.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { refused, taken } from '../upstream/behavior.js'
import { recipient } from './campaign.js'
import type { Case, CaseDone, CaseInput } from './cases.js'
import type { Figure } from './figure.js'
import { type Mailing, openMailing } from './mailing.js'

/** What upstream has against a message, whatever else it is asked. */
interface Poison {
  readonly status: number
  /** `message`: one, of the same template as the good ones. `template`: all of another one. */
  readonly of: 'message' | 'template'
  /** That of the good ones is bulk. */
  readonly lane: Lane
}

const GOOD = 'boleto'
const MAX_ATTEMPTS = 3
/** So many times longer than without poison: a few pauses until it is known whose fault it is weigh more, the fewer the good. */
const SLOWER_AT_MOST = 5
/** A template's messages, of as many good ones. */
const SHARE = 0.5

const lanes: readonly Lane[] = ['bulk', 'urgent']
const kinds = ['message', 'template'] as const

/** Poison goes first, good ones go behind it, and more of them keep coming until it is over. */
export const refusalCases: readonly Case[] = [404, 403, 429, 500, 503].flatMap((status) =>
  kinds.flatMap((of) =>
    lanes.map((lane) => ({
      name: `${status} for a ${of}, ${lane}`,
      settings: { maxAttempts: MAX_ATTEMPTS },
      run: (input: CaseInput) => carryOut({ status, of, lane }, input),
    })),
  ),
)

async function carryOut(poison: Poison, input: CaseInput): Promise<CaseDone> {
  const { status, of, lane } = poison
  const { tenant } = input.account
  const mailing = openMailing(input)
  const count = of === 'message' ? 1 : Math.ceil(input.messages * SHARE)
  const bad = new Set(Array.from({ length: count }, (_, n) => recipient(input.first + n)))
  tenant.behave({ meets: ({ to }) => (bad.has(to) ? refused(status) : taken) })
  await mailing.enqueue(count, of === 'message' ? GOOD : 'veneno', { lane })
  const besidePoison = await timeOf(mailing, input.messages)
  const badStates = async () => (await mailing.states()).filter(({ to }) => bad.has(to))

  const figures = of === 'message' ? await endOfOne(mailing, poison, badStates) : []
  const refusals = tenant.posts.filter(({ fate }) => !fate.takes).length
  tenant.behave({})
  if (of === 'template') await mailing.trickleUntil(GOOD, async () => mailing.taken(bad).length >= count)
  const alone = await timeOf(mailing, input.messages)
  await mailing.settle(of === 'message' ? bad : undefined)
  const states = await mailing.states()
  const failed = states.filter((state) => state.status === 'failed' && bad.has(state.to)).length
  const done = {
    beliefs: states.filter(({ to }) => of === 'template' || !bad.has(to)).map(beliefOf),
    arrivals: timesByRecipient(tenant.posts.filter(({ fate }) => fate.takes)),
    figures: [
      {
        name: 'good ones took, without poison = 1',
        value: besidePoison / alone,
        unit: '×',
        atMost: SLOWER_AT_MOST,
      },
      { name: 'refused', value: refusals, unit: 'requests' },
      ...figures,
      ...(of === 'template' ? [{ name: 'failed', value: failed, unit: 'messages', atMost: 0 }] : []),
    ],
  }
  input.say(done.figures.map(({ name, value, unit }) => `${name}: ${value.toFixed(1)} ${unit}`).join('; '))
  return done
}

/** How long so many good ones take until the last of them is taken, by upstream's clock; `NaN` if they are not. */
async function timeOf(mailing: Mailing, count: number): Promise<number> {
  const began = Date.now()
  const good = await mailing.enqueue(count, GOOD)
  const all = await mailing.allTaken(good)
  return all ? (mailing.taken(good).at(-1)?.at ?? Number.NaN) - began : Number.NaN
}

/** After a 500 it may have been sent: where nothing shows that it was not, it may rest. */
async function endOfOne(
  mailing: Mailing,
  { status }: Poison,
  states: () => Promise<MessageState[]>,
): Promise<Figure[]> {
  const hasEnded = async () => (await states()).every((state) => state.status === 'failed')
  const ended = await mailing.trickleUntil(GOOD, hasEnded)
  const [one] = await states()
  const isUnknown = one?.status === 'unknown' && status === 500
  return [
    { name: 'ended as it should', value: ended || isUnknown ? 1 : 0, unit: 'messages', atLeast: 1 },
    { name: 'its attempts', value: one?.attempts ?? Number.NaN, unit: 'attempts', atMost: MAX_ATTEMPTS },
  ]
}
