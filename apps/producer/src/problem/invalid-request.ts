import type { FieldProblem } from '@disparo/core'
import { ProblemError } from './problem-error.js'

/** A part of a request (`params`, `querystring`, `headers`, `body`) has fields that are not as they must be. */
export function invalidRequest(part: string, errors: readonly FieldProblem[]): ProblemError {
  return new ProblemError('invalid-request', {
    detail: `Correct what \`errors\` names in the request's ${part}.`,
    errors,
  })
}
