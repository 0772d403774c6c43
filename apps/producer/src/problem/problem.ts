import { z } from 'zod'

/** Everything that can go wrong, by the last part of its `type`. */
const kinds = {
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'invalid-request': { status: 400, title: 'The request has invalid parameters' },
  unauthorized: { status: 401, title: 'User and password are missing or wrong' },
  forbidden: { status: 403, title: 'The user may not do this' },
  'unknown-route': { status: 404, title: 'There is no such route' },
  'unknown-account': { status: 404, title: 'There is no such account' },
  'unknown-message': { status: 404, title: 'There is no such message' },
  'unknown-batch': { status: 404, title: 'There is no such batch' },
  'request-too-slow': { status: 408, title: 'The request took too long to arrive' },
  'not-unknown': { status: 409, title: 'The message is not in doubt' },
  'cannot-retry': { status: 409, title: 'The message is not sent again' },
  'batch-cancelled': { status: 409, title: 'The batch was cancelled' },
  'cannot-correct': { status: 409, title: 'The batch takes no corrections' },
  'changed-source': { status: 409, title: 'An input of this name left rows behind' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has a type that is not read here' },
  'invalid-message': { status: 422, title: 'The message is not valid' },
  'key-reused': { status: 422, title: 'The Idempotency-Key belongs to another message' },
  'invalid-columns': { status: 422, title: 'The header is not valid' },
  'invalid-rows': { status: 422, title: 'The rows are not valid' },
  'broken-input': { status: 422, title: 'The input breaks off' },
  'too-many-messages': { status: 429, title: 'As many messages came in this minute as may' },
  'too-many-failures': { status: 429, title: 'Too many logins have failed' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong here' },
  'too-busy': { status: 503, title: 'Too much is asked at once' },
  closing: { status: 503, title: 'This process is about to end' },
  'quota-exceeded': { status: 507, title: 'The account takes no more messages for now' },
  'no-room': { status: 507, title: 'There is no room for the batch' },
  'data-key-missing': { status: 503, title: 'A data key is missing here' },
  'storage-unavailable': { status: 503, title: 'Redis is not available' },
  'storage-full': { status: 503, title: 'Redis has no memory left' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemKind = keyof typeof kinds

export interface BadField {
  readonly path: string
  readonly message: string
  readonly row?: number
  readonly line?: number
}

/** A problem as RFC 9457 has it; `errors` names every bad field, and nothing here repeats a value of the input. */
export const Problem = z
  .object({
    type: z.string().meta({ example: '/problems/invalid-message' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'The request, as the log of this service names it.' }),
    errors: z
      .array(
        z.object({
          row: z.int().optional(),
          line: z.int().optional(),
          path: z.string(),
          message: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Every bad field: where it is, and what to do. Rows count from 1.' }),
    idempotencyKey: z.string().optional().meta({
      description: 'Send it as Idempotency-Key when repeating: what is enqueued already is not sent twice.',
    }),
  })
  .loose()
  .meta({ id: 'Problem', description: 'RFC 9457' })
export type Problem = z.infer<typeof Problem>

/** What one occurrence adds to its kind. Extension members stand beside `errors`. */
export interface ProblemDetails {
  readonly detail: string
  readonly errors?: readonly BadField[]
  readonly [extension: string]: unknown
}

export const problemType = 'application/problem+json'

export function statusOf(kind: ProblemKind): number {
  return kinds[kind].status
}

export function problem(kind: ProblemKind, requestId: string, details: ProblemDetails): Problem {
  const { detail, errors, ...extensions } = details
  return {
    type: `/problems/${kind}`,
    title: kinds[kind].title,
    status: kinds[kind].status,
    detail,
    instance: `urn:uuid:${requestId}`,
    ...(errors ? { errors: [...errors] } : {}),
    ...extensions,
  }
}
