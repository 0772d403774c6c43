/** Everything that can go wrong, by the last part of its `type`. */
export const problemKinds = {
  'malformed-body': { status: 400, title: 'The body cannot be read' },
  'malformed-request': { status: 400, title: 'The request cannot be read' },
  'invalid-request': { status: 400, title: 'The request has invalid parameters' },
  unauthorized: { status: 401, title: 'User and password are missing or wrong' },
  forbidden: { status: 403, title: 'The user may not do this' },
  'insecure-connection': { status: 403, title: 'Nobody logs in over this connection' },
  'unknown-route': { status: 404, title: 'There is no such route' },
  'unknown-account': { status: 404, title: 'There is no such account' },
  'unknown-message': { status: 404, title: 'There is no such message' },
  'unknown-batch': { status: 404, title: 'There is no such batch' },
  'request-too-slow': { status: 408, title: 'The request took too long to arrive' },
  'not-unknown': { status: 409, title: 'The message is not in doubt' },
  'cannot-retry': { status: 409, title: 'The message is not sent again' },
  'batch-started': { status: 409, title: 'The batch has begun' },
  'batch-cancelled': { status: 409, title: 'The batch was cancelled' },
  'cannot-correct': { status: 409, title: 'The batch takes no corrections' },
  'changed-source': { status: 409, title: 'An input of this name left rows behind' },
  'content-differs': { status: 409, title: 'The content is not that which was checked' },
  'too-many-keys': { status: 409, title: 'There are as many API keys as may be' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body has a type that is not read here' },
  'invalid-message': { status: 422, title: 'The message is not valid' },
  'key-reused': { status: 422, title: 'The Idempotency-Key belongs to something else' },
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
} as const satisfies Record<string, { readonly status: number; readonly title: string }>

export type ProblemKind = keyof typeof problemKinds

export function statusOf(kind: ProblemKind): number {
  return problemKinds[kind].status
}

/** The `type` of a problem, which is an address below the producer's. */
export function typeOf(kind: ProblemKind): string {
  return `/problems/${kind}`
}

/** The kind that a `type` names; `undefined` for one that this version does not know. */
export function kindOf(type: string): ProblemKind | undefined {
  const name = type.slice(type.lastIndexOf('/') + 1)
  return Object.hasOwn(problemKinds, name) && type.endsWith(`/problems/${name}`)
    ? (name as ProblemKind)
    : undefined
}
