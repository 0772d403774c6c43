import { readSources, type SuppressionList, type SuppressionSource } from './contacts/index.js'
import { type FieldProblem, InvalidMessageError } from './message/index.js'

interface NamedList extends SuppressionSource {
  /** How many people are on it. */
  readonly count: number
}

/**
 * Refuses to put an older list in place of a newer one, and to replace one by less than half of it where that is not said: nothing
 * brings back who is lifted.
 * @throws InvalidMessageError
 */
export async function refuseLesserList(
  list: SuppressionList,
  given: readonly NamedList[],
  { replace, shrink }: { readonly replace?: NamedList | undefined; readonly shrink?: boolean | undefined },
): Promise<void> {
  if (given.every((each) => each.list === undefined)) return
  const sources = await readSources(list)
  const formerOf = (of: NamedList) => sources.filter((each) => isFormerImport(each, of))
  const problems: FieldProblem[] = given.flatMap((each) => {
    const latest =
      formerOf(each)
        .flatMap(({ listDate = '' }) => listDate)
        .toSorted()
        .at(-1) ?? ''
    if (latest <= (each.listDate ?? '')) return []
    const message = `is ${each.listDate}, and ${each.list} of ${latest} is there already`
    return [{ path: 'listDate', message, code: 'older-list' } as const]
  })
  if (problems.length > 0) throw new InvalidMessageError(problems.slice(0, 1), { of: 'call' })
  if (!replace || shrink) return
  const people = formerOf(replace).reduce((sum, { count }) => sum + count, 0)
  if (2 * replace.count >= people) return
  const message = `would lift most of ${replace.list}: ${people} people are on it, and ${replace.count} here. Is that right, say so (\`shrink\`)`
  throw new InvalidMessageError([{ path: 'replace', message, code: 'smaller-list' }], { of: 'call' })
}

/** Whether it is another import of the same list. */
export function isFormerImport(former: SuppressionSource, of: SuppressionSource): boolean {
  const isSame = former.list === of.list && of.list !== undefined && former.reason === of.reason
  return isSame && former.import !== undefined && former.import !== of.import
}
