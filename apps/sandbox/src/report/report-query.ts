import { z } from 'zod'

const wholeNumber = z
  .string()
  .regex(/^\d{1,12}$/, { abort: true })
  .transform(Number)

/** "Caso nenhum valor válido seja passado, considera todas as origens." */
const origin = z
  .string()
  .toLowerCase()
  .pipe(z.enum(['operador', 'supervisor', 'api']))

/** The query of GET reports/hsm, as in seed 001's table: dates are epoch seconds, both inclusive. */
export const ReportQuery = z
  .object({
    startDate: wholeNumber,
    endDate: wholeNumber,
    pageSize: wholeNumber.pipe(z.number().min(1).max(1_000)),
    pageNumber: wholeNumber.pipe(z.number().min(1)),
    origin: origin.optional().catch(undefined),
    sender: z
      .string()
      .transform((list) =>
        list
          .split(',')
          .map((number) => number.trim())
          .filter(Boolean),
      )
      .optional(),
  })
  .refine((query) => query.startDate <= query.endDate, { path: ['endDate'] })

export type ReportQuery = z.infer<typeof ReportQuery>
