import type { SuppressionSource } from './suppression.js'
import type { SuppressionList } from './suppression-lists.js'

/** A source with what is left of it. */
export interface KnownSource extends SuppressionSource {
  readonly number: number
  /** Records that are there by it, some of which may have ended. */
  readonly count: number
  /** Of an import: tells its rows and terms from others. Never shown. */
  readonly print?: string
}

/** All sources of a list that have records left. */
export async function readSources({
  redis,
  keys,
}: Pick<SuppressionList, 'redis' | 'keys'>): Promise<KnownSource[]> {
  const fields = await redis.hgetall(keys.suppressionSources)
  return Object.entries(fields).flatMap(([name, text]) => {
    if (!name.startsWith('s:')) return []
    const number = Number(name.slice(2))
    const count = Math.max(0, Number(fields[`n:${number}`] ?? 0))
    return [{ ...(JSON.parse(text) as SuppressionSource), number, count }]
  })
}

/** Sources that this one takes the place of: former imports of a list of its name, and what was begun of the same import. */
export async function supersededSources(
  list: Pick<SuppressionList, 'redis' | 'keys'>,
  { reason, rule, list: name, import: imported, at }: SuppressionSource,
): Promise<number[]> {
  if (imported === undefined) return []
  const sources = await readSources(list)
  return sources.flatMap((source) => {
    // An import may have several sources at once, which leave each other alone.
    if (source.import === imported && source.at === at) return []
    const wasBegun = source.import === imported && source.rule === rule
    const isFormer = wasBegun || (name !== undefined && source.list === name)
    return isFormer && source.reason === reason && source.import !== undefined ? [source.number] : []
  })
}
