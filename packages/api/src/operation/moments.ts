import { z } from 'zod'

/** A moment in an answer: ISO 8601, UTC. */
export const Instant = z.string().meta({ format: 'date-time', example: '2026-11-27T12:00:00.000Z' })

/** Spaces of any kind, and characters that take no room (zero-width, marks). */
const blanks = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu

/** A moment in a request: ISO 8601 with its offset, such as `2026-11-27T09:00:00-03:00` or `…Z`. */
export const Moment = z
  .string()
  .overwrite((text) => text.replace(blanks, ''))
  .pipe(z.iso.datetime({ offset: true }))
  .meta({ format: 'date-time', example: '2026-11-27T09:00:00-03:00' })

/** In a query a `+` arrives as a space when it was not encoded. */
export const QueryMoment = z.preprocess(
  (value) => (typeof value === 'string' ? value.replace(/ (?=\d\d:\d\d$)/, '+') : value),
  Moment,
)
