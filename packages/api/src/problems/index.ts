export { kindOf, type ProblemKind, problemKinds, statusOf, typeOf } from './kinds.js'
export { problemType } from './media-type.js'
export { FieldProblem, Problem } from './problem.js'
export { problemsOf } from './problems-of.js'
