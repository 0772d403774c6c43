/** A limit that is never reached: what is measured is our own speed. */
export const NO_LIMIT = { max: 1_000_000, windowMs: 60_000 } as const
