import type { BatchCheck } from '@disparo/api'
import { describeProblem } from '../../words/describe-problem.js'
import type { MoreWords } from '../../words/words.js'

type Words = Pick<MoreWords['wizard'], 'problems' | 'suspicions'>

/** How what is told is said. */
export interface Saying {
  readonly words: Words
  readonly number: (value: number) => string
  /** What the code of a failure means. */
  readonly reasonOf: (code: string) => string
}

/** Something that is told of a row, in the cell that it is about. */
export interface RowNote {
  /** The column, from 0; −1 where it is the whole row. */
  readonly column: number
  readonly tone: 'bad' | 'warn'
  readonly text: string
}

/** All that a check tells of rows, by their numbers. */
export function notesByRow({ problems, named }: BatchCheck, saying: Saying): Map<number, RowNote[]> {
  const notes = new Map<number, RowNote[]>()
  const add = (row: number, note: RowNote) => {
    const ofRow = notes.get(row)
    if (ofRow) ofRow.push(note)
    else notes.set(row, [note])
  }
  for (const { row, column = 0, message, ...coded } of problems)
    add(row, { column: column - 1, tone: 'bad', text: describeProblem(coded, saying, message) })
  for (const { row, reason } of named.suppressed)
    add(row, { column: -1, tone: 'warn', text: saying.reasonOf(reason) })
  for (const { row, kind, ...coded } of named.suspicious)
    add(row, {
      column: -1,
      tone: 'warn',
      text: describeProblem(coded, saying, saying.words.suspicions[kind]),
    })
  return notes
}
