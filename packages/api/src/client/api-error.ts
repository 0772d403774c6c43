import { type FieldProblem, kindOf, type Problem, type ProblemKind } from '../problems/index.js'

/**
 * What went wrong: a kind of problem that the service answered, or one of these. `unreachable`: no answer, or one that broke
 * off; what was asked may have been done. `unreadable-answer`: it is none of this API, or too large. `refused`: a status that
 * stands for an error, without a problem that is known here, such as a proxy's.
 */
export type ApiErrorCode = ProblemKind | 'unreachable' | 'unreadable-answer' | 'refused'

/** The one error of the client. Its message is the problem's `detail`, which says what to do. */
export class ApiError extends Error {
  readonly code: ApiErrorCode
  /** The HTTP status; absent where there was no answer. */
  readonly status: number | undefined
  /** The problem as it was answered, as far as it is one; members that are not known here are kept. */
  readonly problem: Partial<Problem> | undefined
  /** After how long it may be tried again, where the service says so. */
  readonly retryAfterMs: number | undefined

  constructor(
    code: ApiErrorCode,
    message: string,
    {
      status,
      problem,
      retryAfterMs,
      ...options
    }: ErrorOptions & {
      readonly status?: number
      readonly problem?: Partial<Problem> | undefined
      readonly retryAfterMs?: number | undefined
    } = {},
  ) {
    super(message, options)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.problem = problem
    this.retryAfterMs = retryAfterMs
  }

  /** What is wrong in one line, for people. */
  get title(): string {
    return this.problem?.title ?? (this.status === undefined ? 'No answer' : `Answered ${this.status}`)
  }

  /** What to do about it. */
  get detail(): string | undefined {
    return this.problem?.detail
  }

  /** Every field that is wrong. */
  get errors(): readonly FieldProblem[] {
    return this.problem?.errors ?? []
  }
}

/** The error that a problem stands for, whoever answered it. */
export function errorOf(
  status: number,
  problem: Partial<Problem> | undefined,
  retryAfterMs?: number,
): ApiError {
  const code = (problem?.type === undefined ? undefined : kindOf(problem.type)) ?? 'refused'
  const message = problem?.detail ?? problem?.title ?? `The service answered ${status}`
  return new ApiError(code, message, { status, problem, retryAfterMs })
}
