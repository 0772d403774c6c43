import { createHash } from 'node:crypto'
import {
  addSuppressions,
  liftAll,
  readSources,
  type SuppressionList,
  type SuppressionSource,
  usualCovers,
} from './contacts/index.js'
import type { SuppressionImport, SuppressManyOptions } from './disparo-suppressions.js'
import type { Country } from './message/index.js'
import type { RowSource } from './people-groups.js'
import { KeyReusedError } from './queue/index.js'
import { readPeople } from './read-people.js'
import { isFormerImport, refuseLesserList } from './refuse-lesser-list.js'

interface ImportDeps {
  readonly list: SuppressionList
  readonly country: Country
  /** Asks Redis, with the time that a large list takes. */
  readonly write: <T>(step: () => Promise<T>) => Promise<T>
}

interface ImportTerms extends Omit<SuppressManyOptions, 'until' | 'key' | 'scope' | 'keepNumbers'> {
  readonly until?: Date | undefined
  /** The id of the import. */
  readonly import: string
  readonly keepNumber: boolean | undefined
}

/**
 * Reads all people, and suppresses them where all are good. What a row says of itself goes before what is said of all.
 * @throws KeyReusedError where an import of this id is there with other rows, or on other terms
 */
export async function importSuppressions(
  { list, country, write }: ImportDeps,
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  { reason = 'manual', isWhole = () => true, ...terms }: ImportTerms,
): Promise<SuppressionImport> {
  const ofAll = { reason, scope: list.scope, list: terms.list }
  const { groups, print: ofRows, ...counts } = await readPeople(rows, country, ofAll)
  const good = counts.rows - counts.rejected
  const isGood = isWhole() && good > 0 && (counts.rejected === 0 || terms.skipBad)
  if (!isGood) return { ...counts, imported: false, added: 0, changed: 0, unchanged: 0, replaced: 0 }

  const print = printOf(ofRows, { reason, ...terms })
  await write(() => refuseOtherImport(list, terms.import, print))
  const now = new Date().toISOString()
  const base = { by: terms.by, import: terms.import, at: now }
  const given = groups.map((group) => {
    const source = { ...base, ...sourceOf(group, { reason, ...terms }, now.slice(0, 10)) }
    return { group, source, count: group.count }
  })
  const replace = terms.replace ? replaced(given, { ...base, reason, list: terms.list }) : undefined
  const lists = given.map(({ source, count }) => ({ ...source, count }))
  await write(() => refuseLesserList(list, lists, { replace, shrink: terms.shrink }))

  let [added, changed] = [0, 0]
  for (const { group, source } of given) {
    const covers = terms.covers ?? usualCovers[source.reason]
    function* people() {
      for (const each of group.people()) yield { ...each, until: each.until ?? terms.until }
    }
    const done = await write(() =>
      addSuppressions(list, people(), { source, print, covers, keepNumber: terms.keepNumber }),
    )
    added += done.added
    changed += done.changed
  }
  const lifted = replace
    ? await write(() => liftAll(list, { of: (source) => isFormerImport(source, replace) }))
    : {}
  const unchanged = good - added - changed
  return { ...counts, imported: true, import: terms.import, added, changed, unchanged, replaced: sum(lifted) }
}

/** Tells what an import writes from what another would. */
function printOf(rows: string, { reason, covers, until, ...terms }: Omit<ImportTerms, 'isWhole'>): string {
  const said = [rows, reason, covers, until, terms.list, terms.listDate, terms.replace, terms.keepNumber]
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 22)
}

async function refuseOtherImport(list: SuppressionList, id: string, print: string): Promise<void> {
  const begun = (await readSources(list)).find((source) => source.import === id)
  if (begun?.print !== undefined && begun.print !== print) throw new KeyReusedError(id, 'import')
}

/** The list that takes the place of former ones; none where no row is on it. */
function replaced(
  given: readonly { readonly source: SuppressionSource; readonly count: number }[],
  of: SuppressionSource,
) {
  const some = given.filter(({ source }) => source.list === of.list && source.reason === of.reason)
  const count = some.reduce((sum, each) => sum + each.count, 0)
  return count > 0 ? { ...of, count } : undefined
}

/** Of what date a list is goes with its name: that of another list says nothing. */
function sourceOf(
  own: RowSource,
  { reason, list, listDate }: Pick<SuppressionSource, 'reason' | 'list' | 'listDate'>,
  today: string,
): SuppressionSource {
  const name = own.list ?? list
  const date = own.listDate ?? (name === list ? listDate : undefined) ?? today
  const rule = own.rule
  return { reason: own.reason ?? reason, rule, list: name, listDate: name === undefined ? undefined : date }
}

function sum(lifted: Readonly<Record<string, number>>): number {
  return Object.values(lifted).reduce((all, each) => all + each, 0)
}
