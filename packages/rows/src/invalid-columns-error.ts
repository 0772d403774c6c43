import type { FieldProblem } from '@disparo/core'

/** The header of a table names columns that cannot be read; no row was. */
export class InvalidColumnsError extends Error {
  readonly code = 'INVALID_COLUMNS'
  readonly problems: readonly FieldProblem[]

  constructor(problems: readonly FieldProblem[]) {
    super('The first line must name the columns')
    this.name = 'InvalidColumnsError'
    this.problems = problems
  }
}
