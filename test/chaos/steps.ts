import type { Fault } from '../stack/sandbox-client.js'
import { type Moment, moments } from './relay/moment.js'

/** What is done to the bytes of the moment when the worker is killed: see `Trap`. `cut`: some of the first hundred pass. */
type Treatment = 'pass' | 'withhold' | 'cut'

export interface Breakage {
  readonly moment: Moment
  readonly piece: Treatment
  /** The moment may be chosen among so many; default 4. */
  readonly amongFirst?: number
}

/** `stopped`: the whole process, by SIGSTOP. `blocked`: its event loop alone, by code that does not yield. */
export type StandStill = 'stopped' | 'blocked'

export type Plan =
  /** The worker is killed at each of these moments in turn, another one taking over each time. */
  | { readonly kind: 'kill'; readonly at: readonly Breakage[] }
  /** The worker stands still at that moment until another one has seen to everything, and then goes on. */
  | { readonly kind: 'pause'; readonly at: Breakage; readonly how: StandStill }
  /** Upstream fails so often. */
  | { readonly kind: 'upstream-fault'; readonly fault: Fault }
  /** Redis is killed at each of these moments, and comes back with what it had on its disk. */
  | { readonly kind: 'power-cut'; readonly at: readonly Breakage[] }

export interface Step {
  readonly name: string
  readonly says: string
  readonly lane?: 'urgent'
  /** Its messages' changes are told to a callback, and none is done before that. */
  readonly hasCallbacks?: true
  readonly disparo: Plan
  /** The nearest there is for a plain BullMQ worker. */
  readonly plain?: Plan
}

const twice = (moment: Moment, piece: Treatment = 'withhold') => {
  const at = { moment, piece }
  return { kind: 'kill', at: [at, at] } as const satisfies Plan
}
const sameFor = (plan: Plan) => ({ disparo: plan, plain: plan })
const upstreamFault = (fault: Fault) => sameFor({ kind: 'upstream-fault', fault: { ...fault, times: 3 } })
const pause = (how: StandStill, moment: Moment): Plan => ({
  kind: 'pause',
  at: { moment, piece: 'pass' },
  how,
})
const powerCut = (...at: readonly Moment[]): Plan => ({
  kind: 'power-cut',
  at: at.map((moment) => ({ moment, piece: 'pass' })),
})

/** The matrix: every boundary of `begin → POST → settle`, and what may befall the others meanwhile. */
export const STEPS = [
  { name: 'enqueued', says: 'killed while fetching a message', ...sameFor(twice(moments.fetched)) },
  { name: 'before-begin', says: 'killed before begin', disparo: twice(moments.beginAsked) },
  { name: 'after-begin', says: 'killed after begin', disparo: twice(moments.begun) },
  { name: 'first-byte', says: 'killed at the first byte, none sent', ...sameFor(twice(moments.posted)) },
  {
    name: 'first-bytes',
    says: 'killed with the first bytes sent',
    ...sameFor(twice(moments.posted, 'cut')),
  },
  { name: 'posted', says: 'killed with the request sent', ...sameFor(twice(moments.posted, 'pass')) },
  { name: 'accepted', says: 'killed with the answer on its way', ...sameFor(twice(moments.answered)) },
  {
    name: 'before-settle',
    says: 'killed before settle',
    disparo: twice(moments.settleAsked),
    plain: twice(moments.completionAsked),
  },
  {
    name: 'after-settle',
    says: 'killed after settle, job not done',
    disparo: twice(moments.settled),
    plain: twice(moments.completed),
  },
  {
    name: 'callback-delivered',
    says: 'killed with a callback delivered, not noted',
    hasCallbacks: true,
    disparo: twice(moments.callbackAnswered),
  },
  {
    name: 'report-page',
    says: 'killed during a page of the report',
    disparo: {
      kind: 'kill',
      at: [
        { moment: moments.answered, piece: 'withhold' },
        { moment: moments.begun, piece: 'withhold' },
        { moment: moments.reportAnswered, piece: 'withhold', amongFirst: 2 },
      ],
    },
  },
  {
    name: 'paused',
    says: 'stopped past its lock after begin, goes on later',
    disparo: pause('stopped', moments.begun),
    plain: pause('stopped', moments.fetched),
  },
  {
    name: 'paused-connecting',
    says: 'stopped past its lock while connecting',
    ...sameFor(pause('stopped', moments.connected)),
  },
  {
    name: 'blocked',
    says: 'event loop blocked past its lock after begin',
    disparo: pause('blocked', moments.begun),
    plain: pause('blocked', moments.fetched),
  },
  {
    name: 'blocked-connecting',
    says: 'event loop blocked past its lock while connecting',
    ...sameFor(pause('blocked', moments.connected)),
  },
  { name: 'answer-dropped', says: 'accepted, answer dropped', ...upstreamFault({ fault: 'drop-after' }) },
  { name: 'reset', says: 'connection reset, not accepted', ...upstreamFault({ fault: 'drop-before' }) },
  { name: 'hang', says: 'no answer, not accepted', ...upstreamFault({ fault: 'hang' }) },
  { name: 'status-500', says: 'answered 500', ...upstreamFault({ fault: 'status', status: 500 }) },
  {
    name: 'redis-killed',
    says: 'Redis killed after begin, before settle',
    disparo: powerCut(moments.begun, moments.settleAsked),
    plain: powerCut(moments.fetched, moments.completionAsked),
  },
  {
    name: 'urgent-resend',
    says: 'urgent, policy resend: answer on its way',
    lane: 'urgent',
    disparo: twice(moments.answered),
  },
] as const satisfies readonly Step[]

export type StepName = (typeof STEPS)[number]['name']

export function stepOf(name: StepName): Step {
  return STEPS.find((step) => step.name === name) as Step
}
