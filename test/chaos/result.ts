import type { TurnDone } from './matrix.js'
import { STEPS } from './steps.js'
import { type Figure, isMet } from './trials/figure.js'
import type { TrialResult } from './trials/trial.js'

export interface Counts {
  readonly messages: number
  /** Never arrived, and not known to be given up. */
  readonly lost: number
  /** Arrivals beyond the first of each message. */
  readonly duplicates: number
  /** In the end not known to be sent. */
  readonly unresolved: number
}

export type ByStep = Readonly<Record<string, Counts>>

export interface TrialFigure extends Figure {
  readonly trial: string
}

export interface ChaosResult extends Counts {
  /** Of the matrix; a trial is run once. */
  readonly runs: number
  readonly seed: number
  /** Under the policy `verify`, steps of the matrix and trials: these add up to the totals. */
  readonly byStep: ByStep
  /** Under the policy `resend`, which may send twice. */
  readonly resend: ByStep
  /** The plain BullMQ worker. */
  readonly plain: ByStep
  /** What the trials measured. */
  readonly figures: readonly TrialFigure[]
}

const none: Counts = { messages: 0, lost: 0, duplicates: 0, unresolved: 0 }

/** @param arrivals - how often each recipient was sent to in the matrix, by the sandbox */
export function resultOf(input: {
  readonly runs: number
  readonly seed: number
  readonly turns: readonly TurnDone[]
  readonly arrivals: ReadonlyMap<string, number>
  readonly trials: readonly TrialResult[]
}): ChaosResult {
  const { runs, seed, turns, arrivals, trials } = input
  const stepsOf = (isMeant: (turn: TurnDone) => boolean): ByStep => {
    const meant = turns.filter(isMeant)
    const entries = STEPS.flatMap(({ name }) => {
      const ofStep = meant.filter(({ step }) => step.name === name)
      return ofStep.length > 0 ? [[name, sum(ofStep.map((turn) => countsOf(turn, arrivals)))] as const] : []
    })
    return Object.fromEntries(entries)
  }
  const byStep = {
    ...stepsOf(({ side, step }) => side === 'disparo' && step.lane === undefined),
    ...Object.fromEntries(trials.map((done) => [done.trial.name, countsOf(done, done.arrivals)])),
  }
  return {
    runs,
    ...sum(Object.values(byStep)),
    seed,
    byStep,
    resend: stepsOf(({ side, step }) => side === 'disparo' && step.lane === 'urgent'),
    plain: stepsOf(({ side }) => side === 'plain'),
    figures: trials.flatMap(({ trial, figures }) =>
      figures.map((figure) => ({ trial: trial.name, ...figure })),
    ),
  }
}

/** Whether Disparo kept its word. A run without messages proves nothing. */
export function isKept(result: ChaosResult): boolean {
  const { messages, lost, duplicates, unresolved, resend, figures } = result
  if (figures.some((figure) => isMet(figure) === false)) return false
  const lostByResend = sum(Object.values(resend))
  const any = messages + lostByResend.messages > 0
  return any && lost + duplicates + unresolved + lostByResend.lost + lostByResend.unresolved === 0
}

export function countsOf(
  { beliefs }: Pick<TurnDone, 'beliefs'>,
  arrivals: ReadonlyMap<string, number>,
): Counts {
  const counts = beliefs.map(({ to, state }) => {
    const times = arrivals.get(to) ?? 0
    return {
      messages: 1,
      lost: times === 0 && (state === 'sent' || state === 'open') ? 1 : 0,
      duplicates: Math.max(0, times - 1),
      unresolved: state === 'sent' || state === 'resting' ? 0 : 1,
    }
  })
  return sum(counts)
}

export function sum(all: readonly Counts[]): Counts {
  return all.reduce(
    (total, each) => ({
      messages: total.messages + each.messages,
      lost: total.lost + each.lost,
      duplicates: total.duplicates + each.duplicates,
      unresolved: total.unresolved + each.unresolved,
    }),
    none,
  )
}
