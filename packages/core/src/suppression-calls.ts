import { randomUUID } from 'node:crypto'
import { parseOptions, parseRows } from './call-options.js'
import {
  addSuppressions,
  countSuppressions,
  findSuppressions,
  liftAll,
  liftSuppressions,
  listSuppressions,
  readSources,
  type SuppressionList,
  usualCovers,
} from './contacts/index.js'
import type { SuppressionCalls, UnsuppressOptions } from './disparo-suppressions.js'
import { type FieldProblem, InvalidMessageError } from './message/index.js'
import type { OpenAccount } from './open-account.js'
import { recipientOf } from './person-calls.js'
import { timeProblems } from './person-row.js'
import { batchId } from './queue/index.js'
import { importSuppressions } from './suppression-import.js'
import { suppressionOptions } from './suppression-options.js'

const scanMs = 60_000
/** For 2,000,000 people on a slow machine, copies for a Cluster's accounts included. */
const importMs = 900_000
const defaultScope = 'account'

/** Whom not to message, for an account or for all. */
export function suppressionCalls({ deps, settings, suppressions, ask }: OpenAccount): SuppressionCalls {
  const listOf = (scope: 'account' | 'all' = defaultScope) =>
    scope === 'all' ? suppressions.all : suppressions.own
  const country = settings.defaultCountry
  const person = (given: unknown) =>
    recipientOf(parseOptions(suppressionOptions.person, { to: given }).to, country)
  const keeps = (list: SuppressionList, asked: boolean | undefined) => {
    const keepNumber = asked ?? settings.suppression.keepNumbers
    if (!keepNumber || list.seal.keyFingerprints.length > 0) return keepNumber
    throw refused([
      { path: 'keepNumbers', message: 'needs a data key (DISPARO_DATA_KEY): numbers are kept sealed only' },
    ])
  }

  return {
    suppress: async (given, options) => {
      const {
        reason = 'manual',
        covers,
        scope,
        keepNumbers,
        since,
        until,
        message,
        ...source
      } = parseOptions(suppressionOptions.suppress, options)
      if (source.list !== undefined) source.listDate ??= new Date().toISOString().slice(0, 10)
      const problems = timeProblems({ since, until }, Date.now())
      if (problems.length > 0) throw refused(problems)
      const [recipient, list] = [person(given), listOf(scope)]
      const terms = {
        source: { ...source, reason },
        covers: covers ?? usualCovers[reason],
        keepNumber: keeps(list, keepNumbers),
      }
      const { added, changed } = await ask(
        () => addSuppressions(list, [{ recipient, since, until, message }], terms),
        changeMs(scope),
      )
      return { added: added > 0, changed: changed > 0 }
    },

    suppressMany: async (given, options) => {
      const rows = parseRows(given)
      const asked = parseOptions(suppressionOptions.suppressMany, options)
      const list = listOf(asked.scope)
      const keepNumber = keeps(list, asked.keepNumbers)
      const problems = timeProblems({ until: asked.until }, Date.now())
      if (problems.length > 0) throw refused(problems)
      const id = asked.key === undefined ? randomUUID() : batchId(deps.account, `suppressions ${asked.key}`)
      const write = <T>(step: () => Promise<T>) => ask(step, importMs)
      return importSuppressions({ list, country, write }, rows, { ...asked, import: id, keepNumber })
    },

    suppressionsOf: async (given) => {
      const recipient = person(given)
      return ask(() => findSuppressions(suppressions, recipient))
    },

    unsuppress: async (given, options) => {
      const { reason, scope, ...who } = parseOptions(suppressionOptions.unsuppress, options)
      const whom = parseOptions(suppressionOptions.whom, typeof given === 'string' ? { to: given } : given)
      const list = listOf(scope)
      // Who asks to be messaged again does not take back what the law has them on.
      const reasons =
        reason === undefined ? (['opt-out', 'complaint', 'invalid-number', 'manual'] as const) : [reason]
      const which = { reasons, note: noteOf(who) }
      if ('person' in whom)
        return { lifted: sum(await ask(() => liftSuppressions(list, whom, which), changeMs(scope))) }
      const recipient = recipientOf(whom.to, country)
      const lifted = sum(await ask(() => liftSuppressions(list, recipient, which), changeMs(scope)))
      const found = await ask(() => findSuppressions(suppressions, recipient))
      return { lifted, remaining: found.suppressions, ...(found.incomplete && { incomplete: true as const }) }
    },

    unsuppressMany: async (given) => {
      const { scope, reason, from, to, why, liftedBy, ...by } = parseOptions(
        suppressionOptions.unsuppressMany,
        given,
      )
      const list = listOf(scope)
      const asked = Object.entries(by).filter(([, value]) => value !== undefined)
      // Once it is lifted, nobody knows any more what the list of an import was called.
      const source =
        by.import && (await ask(() => readSources(list))).find((each) => each.import === by.import)
      const named = { import: by.import, rule: by.rule, list: source ? source.list : undefined }
      const lifted = await ask(
        () =>
          liftAll(list, {
            ...{ from, to, reasons: reason && [reason], note: { ...noteOf({ why, liftedBy }), ...named } },
            // What a rule made goes by its rule, or with its import.
            of: (source) =>
              (source.rule === undefined || (by.rule ?? by.import) !== undefined) &&
              asked.every(([name, value]) => source[name as keyof typeof by] === value),
          }),
        importMs,
      )
      return { lifted: sum(lifted) }
    },

    suppressions: async (given) => {
      const { scope, limit = 100, ...query } = parseOptions(suppressionOptions.list, given)
      const page = { ...query, limit: Math.min(1_000, Math.max(1, limit)) }
      return ask(() => listSuppressions(listOf(scope), page), scanMs)
    },

    suppressionCounts: async (given) => {
      const { scope } = parseOptions(suppressionOptions.scoped, given)
      return ask(() => countSuppressions(listOf(scope)))
    },
  }
}

function noteOf({ why, liftedBy }: Pick<UnsuppressOptions, 'why' | 'liftedBy'>) {
  return { by: liftedBy, why }
}

/** In a Cluster every account's copy has it by the answer. */
function changeMs(scope: 'account' | 'all' | undefined): number | undefined {
  return scope === 'all' ? importMs : undefined
}

function refused(problems: readonly FieldProblem[]): InvalidMessageError {
  return new InvalidMessageError(problems, { of: 'call' })
}

function sum(lifted: Readonly<Record<string, number>>): number {
  return Object.values(lifted).reduce((all, each) => all + each, 0)
}
