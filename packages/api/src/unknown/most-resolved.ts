/** The most ids in one request. */
export const mostResolved = 1_000
