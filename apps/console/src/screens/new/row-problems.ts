import type { BatchCheck } from '@disparo/api'
import type { MoreWords } from '../../words/words.js'

type Words = MoreWords['wizard']['problems']

/** The service's own sentences, by which they are known: it gives no codes for what is wrong with a cell. */
const known: readonly (readonly [RegExp, keyof Words])[] = [
  [/phone|area code|DDD|digits/, 'phone'],
  [/^missing variable/, 'variable'],
  [/^has \d+ cells/, 'cells'],
  [/template/, 'template'],
  [/at most|too long|characters/, 'long'],
  [/line break|tab|spaces|control character/, 'lineBreak'],
  [/link|URL/, 'link'],
  [/date|zone/, 'date'],
  [/past|more than a day ago/, 'past'],
  [/is missing|must be text|blank|empty/, 'missing'],
]

/** What is wrong with a cell, in the words of the screen where it has some. */
export function describeProblem(message: string, words: Words): string {
  const found = known.find(([pattern]) => pattern.test(message))
  return found ? words[found[1]] : message
}

export interface CellProblem {
  /** The column it stands in; −1 where it is all of the row. */
  readonly column: number
  readonly message: string
}

/** The problems of each row, by the column of the file that they are about. */
export function problemsByRow(
  problems: BatchCheck['problems'],
  columns: readonly string[],
): Map<number, CellProblem[]> {
  const found = new Map<number, CellProblem[]>()
  for (const { row, path, message } of problems) {
    const name = /\(column "(.*)"\)$/.exec(path)?.[1] ?? path
    const column = columns.indexOf(name)
    const ofRow = found.get(row)
    if (ofRow) ofRow.push({ column, message })
    else found.set(row, [{ column, message }])
  }
  return found
}
