import { type FieldProblem, type Problem, type ProblemKind, problemKinds, typeOf } from '@disparo/api'

/** What one occurrence adds to its kind. Extension members stand beside `errors`. */
export interface ProblemDetails {
  readonly detail: string
  readonly errors?: readonly FieldProblem[]
  readonly [extension: string]: unknown
}

export function problem(kind: ProblemKind, requestId: string, details: ProblemDetails): Problem {
  const { detail, errors, ...extensions } = details
  const { title, status } = problemKinds[kind]
  return {
    ...{ type: typeOf(kind), title, status, detail },
    instance: `urn:uuid:${requestId}`,
    ...(errors ? { errors: [...errors] } : {}),
    ...extensions,
  }
}
