import { clockLua } from '../../gate/index.js'
import { defineScript } from '../../redis/index.js'
import { addSuppressionsLua } from './add.lua.js'
import { changeSuppressionsLua } from './change.lua.js'
import { changeList } from './copies.js'
import { placeOf } from './list-names.js'
import { packRecord, type RecordToWrite } from './record.js'
import { supersededSources } from './sources.js'
import type { SuppressionCovers, SuppressionSource } from './suppression.js'
import { suppressionLua } from './suppression.lua.js'
import type { SuppressionList } from './suppression-lists.js'

const script = defineScript(
  'disparoAddSuppressions',
  clockLua,
  suppressionLua,
  changeSuppressionsLua,
  addSuppressionsLua,
)

/** What of a person is written. */
export interface PersonToSuppress {
  /** In the canonical form. */
  readonly recipient: string
  /** Since when. Default: now. */
  readonly since?: Date | undefined
  readonly until?: Date | undefined
  /** Default: what all of them cover. */
  readonly covers?: SuppressionCovers | undefined
  /** The message that made it. */
  readonly message?: string | undefined
}

export interface SuppressionTerms extends Pick<RecordToWrite, 'covers'> {
  readonly source: SuppressionSource
  /** Tells an import's rows and terms from others with its id. */
  readonly print?: string | undefined
  /** Keeps the numbers, sealed. */
  readonly keepNumber?: boolean | undefined
}

const peoplePerCall = 500

/** How many were not there yet, and of how many more is covered now, or for longer. */
export interface SuppressionsAdded {
  readonly added: number
  readonly changed: number
}

/**
 * Puts people on a list; from the answer on nothing that it covers begins for them. Who is there for the same reason by the same
 * source stays: the wider cover and the later end count, for what is added never takes away.
 */
export async function addSuppressions(
  list: SuppressionList,
  people: Iterable<PersonToSuppress>,
  { source, print, covers, keepNumber = false }: SuppressionTerms,
): Promise<SuppressionsAdded> {
  const { redis, keys, seal } = list
  const marks = await list.persons.marks()
  const { by, ...nobodys } = source
  const superseded = await supersededSources(list, source)
  const terms = [
    keys.suppressed,
    sourceText(source, print),
    sourceText(nobodys, print),
    superseded.length > 0 ? `,${superseded.join(',')},` : '',
    source.import === undefined ? (source.rule ?? 'hand') : 'import',
  ]
  return changeList(list, async (touched) => {
    let [added, changed] = [0, 0]
    for (const chunk of chunksOf(people, peoplePerCall)) {
      const some = chunk.flatMap(({ recipient, covers: own, ...person }) => {
        const mark = marks.of(recipient)
        touched.add(placeOf(mark).name)
        const record = packRecord({ ...person, reason: source.reason, covers: own ?? covers })
        return [
          Buffer.concat([Buffer.from(mark), record]),
          keepNumber ? seal.seal('suppressed', mark, recipient) : '',
        ]
      })
      const counts = await script(redis, [keys.suppressionSources, keys.suppressionDays], [...terms, ...some])
      const [more = 0, wider = 0] = counts as number[]
      added += more
      changed += wider
    }
    return { added, changed }
  })
}

function* chunksOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let chunk: Item[] = []
  for (const item of items) {
    if (chunk.push(item) < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** The same for the same source. */
function sourceText(
  { reason, by, rule, import: imported, ...of }: SuppressionSource,
  print: string | undefined,
): string {
  return JSON.stringify({
    reason,
    by,
    rule,
    import: imported,
    list: of.list,
    listDate: of.listDate,
    at: of.at,
    print,
  })
}
