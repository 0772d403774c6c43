import type { StepName } from './steps.js'
import type { Trial } from './trials/trial.js'

export interface ChaosOptions {
  readonly runs: number
  readonly seed: number
  /** Of the matrix; none: it is not run. */
  readonly steps: readonly StepName[]
  readonly trials: readonly Trial[]
  readonly messages: number | undefined
  readonly seconds: number | undefined
  /** Parts of the names of cases; `undefined`: all. */
  readonly cases: readonly string[] | undefined
  readonly atATime: number
  readonly withPlain: boolean
  readonly json: boolean
  readonly help: boolean
}
