import {
  codingOf,
  findSuspiciousTexts,
  type Message,
  type ProblemCoding,
  type SuspiciousText,
  variablesOf,
} from '../../../message/index.js'
import {
  type TemplateProblem,
  type TemplateProblemKind,
  templateProblemKinds,
} from '../../../templates/index.js'
import { inOrder, type NamedRow, nameRow } from './named-rows.js'

/**
 * What looks like a mistake in rows that may be sent all the same: `unknown-template`, `unapproved-template`,
 * `template-mismatch` (of a catalogue that warns), `variables` (rows of one template fill differing numbers of them), `blank`, `spreadsheet-error` (`#N/D`), `missing-value` (`undefined`), `placeholder` (`{{1}}`,
 * `{nome}`), `past` (a `sendAt` that is over, so that the message goes at once).
 */
export type SuspicionKind = (typeof suspicionKinds)[number]
export const suspicionKinds = [
  ...templateProblemKinds,
  'variables',
  'blank',
  'spreadsheet-error',
  'missing-value',
  'placeholder',
  'past',
] as const satisfies readonly (TemplateProblemKind | 'variables' | SuspiciousText | 'past')[]

export interface Suspicion {
  readonly kind: SuspicionKind
  /** Rows. */
  readonly count: number
  /** The first of them, counted from 1; at most 10. */
  readonly rows: readonly number[]
  /** Of templates: what is wrong with the first of them, and where. */
  readonly detail?: string
}

/** A row that looks like a mistake; where its template does not fit, the code of what does not. */
export interface SuspiciousRow extends NamedRow, Partial<ProblemCoding> {
  readonly kind: SuspicionKind
}

interface Place {
  readonly row: number
  readonly line?: number | undefined
}

export interface SuspicionLog {
  /** @param warnings what does not go with the message's template */
  inspect(place: Place, message: Message, warnings?: readonly TemplateProblem[]): void
  add(kind: SuspicionKind, place: Place): void
  list(): Suspicion[]
  /** Which rows those are. */
  named(): SuspiciousRow[]
}

const rowsTold = 10
/** More differing forms than these are compared no further. */
const mostTemplates = 1_000
const mostForms = 20
/** Which form is the odd one is known at the end: until then rows of all are kept, so many beyond the first ten of each. */
const mostOfForms = 20_000

/**
 * Collects what is suspicious in the rows of one batch, in bounded memory.
 * @param named how many rows of each kind are named, beyond those that are listed
 */
export function suspicionLog(named = 0): SuspicionLog {
  const most = Math.max(rowsTold, named)
  const ofTemplates = new Map<SuspicionKind, Tally>()
  const byKind = new Map<SuspicionKind, Tally>()
  const details = new Map<SuspicionKind, string>()
  const templates = new Map<string, Map<string, Tally>>()
  let ofForms = 0

  const lookAtVariables = (place: Place, message: Message) => {
    const template = JSON.stringify([message.namespace, message.elementName])
    const forms = templates.get(template) ?? new Map<string, Tally>()
    if (forms.size === 0 && templates.size < mostTemplates) templates.set(template, forms)
    const variables = variablesOf(message)
    if (!forms.has(variables) && forms.size >= mostForms) return
    const isKept = add(forms, variables, nameRow(place), ofForms < mostOfForms ? most : rowsTold)
    if (isKept) ofForms += 1
  }
  const all = (): readonly (readonly [SuspicionKind, Tally])[] => {
    const odd = [...templates.values()].flatMap((forms) => oddForms([...forms.values()]))
    return [...(odd.length > 0 ? [['variables', together(odd)] as const] : []), ...ofTemplates, ...byKind]
  }

  return {
    inspect: (place, message, warnings = []) => {
      for (const [kind, { path, message, ...others }] of firstOfEachKind(warnings)) {
        if (!details.has(kind)) details.set(kind, `${path} ${message}`)
        add(ofTemplates, kind, { ...nameRow(place), ...codingOf(others) }, most)
      }
      for (const kind of findSuspiciousTexts(message)) add(byKind, kind, nameRow(place), most)
      lookAtVariables(place, message)
    },
    add: (kind, place) => {
      add(byKind, kind, nameRow(place), most)
    },
    list: () =>
      all().map(([kind, { count, rows }]) => {
        const detail = details.get(kind)
        const first = rows.slice(0, rowsTold).map(({ row }) => row)
        return { kind, count, rows: first, ...(detail !== undefined && { detail }) }
      }),
    named: () => all().flatMap(([kind, { rows }]) => rows.slice(0, named).map((row) => ({ ...row, kind }))),
  }
}

interface Tally {
  count: number
  readonly rows: (NamedRow & Partial<ProblemCoding>)[]
}

/** @returns whether the row was kept */
function add<Key>(tallies: Map<Key, Tally>, key: Key, row: Tally['rows'][number], most: number): boolean {
  const tally = tallies.get(key) ?? { count: 0, rows: [] }
  tallies.set(key, tally)
  tally.count += 1
  return tally.rows.length < most && tally.rows.push(row) > 0
}

/** A row counts once for each kind, whatever is wrong with it. */
function firstOfEachKind(warnings: readonly TemplateProblem[]): Map<TemplateProblemKind, TemplateProblem> {
  return new Map(warnings.toReversed().map((warning) => [warning.kind, warning]))
}

/** All but the form that most rows of the template have. */
function oddForms(forms: readonly Tally[]): Tally[] {
  return forms.toSorted((a, b) => b.count - a.count).slice(1)
}

function together(tallies: readonly Tally[]): Tally {
  const rows = tallies.flatMap(({ rows }) => rows).toSorted(inOrder)
  return { count: tallies.reduce((sum, { count }) => sum + count, 0), rows }
}
