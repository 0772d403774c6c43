import type { Suppression } from '@disparo/api'
import type { Format } from '../../words/format.js'
import type { MoreWords } from '../../words/words.js'

type Source = Pick<Suppression, 'by' | 'rule' | 'import' | 'list' | 'listDate'>

/** Who or what has put somebody there, in words. */
export function sourceOf(
  { by, rule, list, listDate, ...source }: Source,
  words: MoreWords['suppressions'],
  format: Format,
): string {
  const rules: Readonly<Record<string, string>> = words.rules
  if (list) return listDate ? words.listOf(list, format.date(`${listDate}T12:00`)) : list
  if (rule) return rules[rule] ?? rule
  const what = source.import ? words.imported : ''
  return [what, by].filter(Boolean).join(', ') || '—'
}
