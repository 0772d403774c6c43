/** One thing that is wrong with an input: where (`components[0].parameters[1].text`), and what to do about it. */
export interface FieldProblem {
  readonly path: string
  readonly message: string
}
