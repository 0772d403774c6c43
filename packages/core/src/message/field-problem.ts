import type { ProblemCoding } from './problem-code.js'

/**
 * One thing that is wrong with an input: where (`components[0].parameters[1].text`), and what to do about it; where it is one of
 * the kinds that have a code, which.
 */
export interface FieldProblem extends Partial<ProblemCoding> {
  readonly path: string
  readonly message: string
}
