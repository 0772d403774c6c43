import { z } from 'zod'
import { invalidParameters } from './refusal-error.js'

const wholeNumber = (digits: number) =>
  z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`), { abort: true })
    .transform(Number)

/** Eleven digits end in the year 5138; thirteen are a date in milliseconds, a mistake. */
const Epoch = wholeNumber(11).transform((seconds) => new Date(seconds * 1_000))

const Query = z
  .object({
    startDate: Epoch,
    endDate: Epoch,
    pageSize: wholeNumber(4).pipe(z.number().min(1).max(1_000)),
    pageNumber: wholeNumber(9).pipe(z.number().min(1)),
    /** "Caso nenhum valor válido seja passado, considera todas as origens." */
    origin: z
      .string()
      .toLowerCase()
      .pipe(z.enum(['operador', 'supervisor', 'api']))
      .optional()
      .catch(undefined),
    sender: z.string().default('').transform(numbersIn),
  })
  .refine(({ startDate, endDate }) => startDate <= endDate, { path: ['endDate'] })

/** What the report is asked for (seed 001, "Relatório via API"). Both dates are inclusive. */
export interface ReportQuery {
  readonly startDate: Date
  readonly endDate: Date
  readonly pageSize: number
  readonly pageNumber: number
  readonly origin?: 'operador' | 'supervisor' | 'api' | undefined
  /** None: every sender. */
  readonly sender: readonly string[]
}

const rules: Readonly<Record<string, string>> = {
  startDate: 'é obrigatório, em EPOCH (segundos)',
  endDate: 'é obrigatório, em EPOCH (segundos), e não pode ser antes de startDate',
  pageSize: 'é obrigatório, de 1 a 1000',
  pageNumber: 'é obrigatório, a partir de 1',
  sender: 'deve ser um número, ou vários separados por vírgula',
}

/** @throws RefusalError naming every bad parameter */
export function readReportQuery(query: unknown): ReportQuery {
  const parsed = Query.safeParse(query)
  if (parsed.success) return parsed.data
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
  throw invalidParameters(names.map((path) => ({ path, rule: rules[path] ?? 'é inválido' })))
}

function numbersIn(list: string): string[] {
  return list
    .split(',')
    .map((number) => number.trim())
    .filter((number) => number !== '')
}
