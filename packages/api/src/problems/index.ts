export { kindOf, type ProblemKind, problemKinds, statusOf, typeOf } from './kinds.js'
export { FieldProblem, Problem, problemType } from './problem.js'
export { problemsOf } from './problems-of.js'
