import {
  findSuspiciousTexts,
  type Message,
  type SuspiciousText,
  variablesOf,
} from '../../../message/index.js'
import {
  type TemplateProblem,
  type TemplateProblemKind,
  templateProblemKinds,
} from '../../../templates/index.js'

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

export interface SuspicionLog {
  /** @param warnings what does not go with the message's template */
  inspect(row: number, message: Message, warnings?: readonly TemplateProblem[]): void
  add(kind: SuspicionKind, row: number): void
  list(): Suspicion[]
}

const mostRows = 10
/** More differing forms than these are compared no further. */
const mostTemplates = 1_000
const mostForms = 20

/** Collects what is suspicious in the rows of one batch, in bounded memory. */
export function suspicionLog(): SuspicionLog {
  const byKind = new Map<SuspicionKind, Tally>()
  const ofTemplates = new Map<TemplateProblemKind, Tally & { readonly detail: string }>()
  const templates = new Map<string, Map<string, Tally>>()

  const lookAtVariables = (row: number, message: Message) => {
    const template = JSON.stringify([message.namespace, message.elementName])
    const forms = templates.get(template) ?? new Map<string, Tally>()
    if (forms.size === 0 && templates.size < mostTemplates) templates.set(template, forms)
    const variables = variablesOf(message)
    if (forms.has(variables) || forms.size < mostForms) add(forms, variables, row)
  }

  return {
    inspect: (row, message, warnings = []) => {
      for (const [kind, { path, message }] of firstOfEachKind(warnings)) {
        const { detail = `${path} ${message}` } = ofTemplates.get(kind) ?? {}
        add(ofTemplates, kind, row, { detail })
      }
      for (const kind of findSuspiciousTexts(message)) add(byKind, kind, row)
      lookAtVariables(row, message)
    },
    add: (kind, row) => add(byKind, kind, row),
    list: () => {
      const odd = [...templates.values()].flatMap((forms) => oddForms([...forms.values()]))
      const variables = odd.length > 0 ? [{ kind: 'variables' as const, ...together(odd) }] : []
      const others = [...ofTemplates, ...byKind].map(([kind, tally]) => ({ kind, ...tally }))
      return [...variables, ...others]
    },
  }
}

interface Tally {
  readonly count: number
  readonly rows: readonly number[]
}

function add<Key>(tallies: Map<Key, Tally>, key: Key, row: number): void
function add<Key, More extends object>(
  tallies: Map<Key, Tally & More>,
  key: Key,
  row: number,
  more: More,
): void
function add<Key>(tallies: Map<Key, Tally>, key: Key, row: number, more: object = {}): void {
  const { count, rows } = tallies.get(key) ?? { count: 0, rows: [] }
  tallies.set(key, { count: count + 1, rows: rows.length < mostRows ? [...rows, row] : rows, ...more })
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
  const rows = tallies.flatMap(({ rows }) => rows).toSorted((a, b) => a - b)
  return { count: tallies.reduce((sum, { count }) => sum + count, 0), rows: rows.slice(0, mostRows) }
}
