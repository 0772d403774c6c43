import type { FieldProblem } from './field-problem.js'

/** The input is no message Hi Platform could take. `problems` names every bad field; none of their values is repeated. */
export class InvalidMessageError extends Error {
  readonly code = 'INVALID_MESSAGE'

  readonly problems: readonly FieldProblem[]

  constructor(problems: readonly FieldProblem[]) {
    super(
      `The message is not valid: ${problems.map((p) => `${p.path || 'message'}: ${p.message}`).join('; ')}`,
    )
    this.name = 'InvalidMessageError'
    this.problems = problems
  }
}
