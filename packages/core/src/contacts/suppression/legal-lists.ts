import type { KnownSource } from './sources.js'

/** A list of the law, and the date of its latest import. */
export interface LegalList {
  readonly list: string
  /** `YYYY-MM-DD` */
  readonly listDate: string
}

const dayMs = 86_400_000

/** The lists of the law whose latest import is of a date more than so many days ago; a person added by hand makes none of them newer. */
export function oldLegalLists(
  sources: readonly Pick<KnownSource, 'reason' | 'list' | 'listDate' | 'import'>[],
  { days, now }: { readonly days: number; readonly now: number },
): LegalList[] {
  const latest = new Map<string, string>()
  const imported = new Set(sources.flatMap((each) => (each.import === undefined ? [] : each.list)))
  for (const { reason, list, listDate, import: id } of sources) {
    if (reason !== 'legal-list' || list === undefined || listDate === undefined) continue
    if (id === undefined && imported.has(list)) continue
    if (listDate > (latest.get(list) ?? '')) latest.set(list, listDate)
  }
  return [...latest].flatMap(([list, listDate]) =>
    now - Date.parse(listDate) > (days + 1) * dayMs ? [{ list, listDate }] : [],
  )
}
