import type { FieldProblem } from '../../../message/index.js'

/** A row that could not even be read (a broken CSV line, say): it stands in the input of `sendMany` and is reported. */
export class BadRow {
  readonly problems: readonly FieldProblem[]

  constructor(problems: readonly FieldProblem[]) {
    this.problems = problems
  }
}
