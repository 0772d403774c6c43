import { mapConcurrent } from '../../stack/map-concurrent.js'
import type { Belief } from '../subject/subject.js'
import type { Figure } from './figure.js'
import { startTenantStack, type TrialAccount } from './tenant-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'

/** One of many that a trial tries, each by an account of its own. */
export interface Case {
  readonly name: string
  /** More settings of its account. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly run: (input: CaseInput) => Promise<CaseDone>
}

export interface CaseInput extends TrialInput {
  readonly account: TrialAccount
  /** The row of its first message: 100,000 recipients are its own. */
  readonly first: number
  /** Chooses the moments. */
  readonly seed: number
}

export interface CaseDone {
  readonly beliefs: readonly Belief[]
  readonly arrivals: ReadonlyMap<string, number>
  readonly figures: readonly Figure[]
}

const ROOM = 100_000

/** A trial that is a table of cases, some tried at the same time on one stack: they mostly wait for the report. */
export function trialOf({
  cases,
  atATime,
  ...trial
}: Omit<Trial, 'run' | 'cases'> & { readonly cases: readonly Case[]; readonly atATime: number }): Trial {
  return {
    ...trial,
    cases: cases.map(({ name }) => name),
    run: ({ cases: chosen, ...input }) => {
      const isMeant = ({ name }: Case) => chosen?.includes(name) ?? true
      return runCases(cases.filter(isMeant), atATime, input)
    },
  }
}

async function runCases(cases: readonly Case[], atATime: number, input: TrialInput): Promise<TrialDone> {
  const stack = await startTenantStack({
    workers: 2,
    accounts: cases.map(({ settings }, n) => ({ name: `case-${n}`, ...settings })),
  })
  try {
    const done = await mapConcurrent(atATime, cases, ({ name, run }, n) => {
      const say = (line: string) => input.say(`${name}: ${line}`)
      const account = stack.accounts[n] as TrialAccount
      return run({ ...input, say, account, first: n * ROOM, seed: n })
    })
    return {
      beliefs: done.flatMap(({ beliefs }) => beliefs),
      arrivals: new Map(done.flatMap(({ arrivals }) => [...arrivals])),
      figures: done.flatMap(({ figures }, n) =>
        figures.map((figure) => ({ ...figure, name: `${cases[n]?.name}: ${figure.name}` })),
      ),
    }
  } finally {
    await stack.stop()
  }
}
