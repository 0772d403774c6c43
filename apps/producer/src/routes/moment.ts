import { momentProblem, trimBlanks } from '@disparo/core/internal/message'
import { z } from 'zod'

/** An instant as ISO 8601 with its offset, such as `2026-11-27T09:00:00-03:00` or `…Z`. */
export const Moment = z
  .string()
  .overwrite(trimBlanks)
  .pipe(z.iso.datetime({ offset: true, error: ({ input }) => momentProblem(input) }))
  .meta({ format: 'date-time', example: '2026-11-27T09:00:00-03:00' })

/** In a query a `+` arrives as a space when it was not encoded. */
export const QueryMoment = z.preprocess(
  (value) => (typeof value === 'string' ? value.replace(/ (?=\d\d:\d\d$)/, '+') : value),
  Moment,
)
