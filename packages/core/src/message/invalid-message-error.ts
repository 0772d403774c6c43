import type { FieldProblem } from './field-problem.js'

/**
 * The input is no message Hi Platform could take, or the options of a call are none. `problems` names every bad field or
 * option; none of their values is repeated.
 */
export class InvalidMessageError extends Error {
  readonly code = 'INVALID_MESSAGE'

  readonly problems: readonly FieldProblem[]

  constructor(
    problems: readonly FieldProblem[],
    { of = 'message' }: { readonly of?: 'message' | 'call' } = {},
  ) {
    super(
      `The ${of} is not valid: ${problems.map(({ path, message }) => `${path || of}: ${message}`).join('; ')}`,
    )
    this.name = 'InvalidMessageError'
    this.problems = problems
  }
}
