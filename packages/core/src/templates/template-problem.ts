import { codingOf, type FieldProblem, type ProblemCode } from '../message/index.js'

/** What of a message does not go with the catalogue. Its text has words of the catalogue in it, and none of the message. */
export interface TemplateProblem extends FieldProblem {
  readonly kind: TemplateProblemKind
  readonly code: ProblemCode
}

/** `unknown-template`: in no catalogue. `unapproved-template`: Meta has not approved it, or has stopped it. `template-mismatch`: it has other places to be filled. */
export type TemplateProblemKind = (typeof templateProblemKinds)[number]
export const templateProblemKinds = ['unknown-template', 'unapproved-template', 'template-mismatch'] as const

/** The same, as what is wrong with any field is told. */
export function asFieldProblem({ path, message, ...others }: TemplateProblem): FieldProblem {
  return { path, message, ...codingOf(others) }
}
