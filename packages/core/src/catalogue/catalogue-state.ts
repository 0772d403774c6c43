import { z } from 'zod'
import type { FieldProblem } from '../message/index.js'

/** What is done with a message that does not go with the catalogue: nothing, it is told, or it is not taken. */
export const Enforce = z.enum(['off', 'warn', 'refuse'])
export type Enforce = z.infer<typeof Enforce>

/** Where the templates come from. */
export type TemplateSource = 'file' | 'broker'

/** How the catalogue of an account stands. What is in force is what was read last; a failure since then changes nothing of it. */
export interface CatalogueState {
  readonly enforce: Enforce
  readonly source?: TemplateSource
  /** Of what is in force; absent while there is none. It changes when the templates do. */
  readonly version?: string
  /** How many templates there are. */
  readonly total: number
  /** When they were read last. ISO 8601, UTC, as `failure.at`. */
  readonly fetchedAt?: string
  /** Why they could not be read since. */
  readonly failure?: { readonly at: string; readonly message: string }
  /** What of the source could not be used; the first 50. */
  readonly problems: readonly FieldProblem[]
}

/** Fields of the hash; all are optional when read. */
export const catalogueField = {
  enforce: 'enforce',
  source: 'source',
  version: 'version',
  total: 'total',
  fetchedAt: 'fetchedAt',
  failedAt: 'failedAt',
  failure: 'failure',
  problems: 'problems',
  /** JSON: all templates. */
  templates: 'templates',
  /** When somebody asked for them to be read at once, and when they were tried to be read last, ms. */
  askedAt: 'askedAt',
  triedAt: 'triedAt',
  /** A mark of the settings by which they were read. */
  from: 'from',
} as const

export const stateFields = [
  'enforce',
  'source',
  'version',
  'total',
  'fetchedAt',
  'failedAt',
  'failure',
  'problems',
] as const

/** @param values those of `stateFields`, in their order; `undefined` where nothing is known of any catalogue */
export function readStateFields(values: readonly (string | null | undefined)[]): CatalogueState | undefined {
  const [enforce, source, version, total, fetchedAt, failedAt, failure, problems] = values
  if (!enforce && !version && !failedAt) return undefined
  const known = Enforce.safeParse(enforce)
  return {
    enforce: known.success ? known.data : 'warn',
    ...((source === 'file' || source === 'broker') && { source }),
    ...(version && { version }),
    total: Number(total ?? 0),
    ...(fetchedAt && { fetchedAt: new Date(Number(fetchedAt)).toISOString() }),
    ...(failedAt && {
      failure: { at: new Date(Number(failedAt)).toISOString(), message: failure ?? '' },
    }),
    problems: problems ? (JSON.parse(problems) as FieldProblem[]) : [],
  }
}
