import type { Belief } from '../subject/subject.js'
import type { Figure } from './figure.js'

export interface TrialInput {
  readonly messages: number
  /** How long the fault lasts. */
  readonly seconds: number
  readonly say: (line: string) => void
}

/** What is chosen of a trial that is a table of cases: none, all of them. */
interface ChosenCases {
  readonly cases?: readonly string[]
}

export interface TrialDone {
  readonly beliefs: readonly Belief[]
  /** How often each recipient was sent to, by the sandbox, when nobody could send any more. */
  readonly arrivals: ReadonlyMap<string, number>
  readonly figures: readonly Figure[]
}

/** A longer fault than the matrix has, on a stack of its own with a campaign waiting. */
export interface Trial {
  readonly name: string
  readonly says: string
  /** What `TrialInput` is unless told otherwise. */
  readonly usual: Pick<TrialInput, 'messages' | 'seconds'>
  /** The names of its cases, where it is a table of them. */
  readonly cases?: readonly string[]
  readonly run: (input: TrialInput & ChosenCases) => Promise<TrialDone>
}

export interface TrialResult extends TrialDone {
  readonly trial: Trial
}
