import type { FieldProblem } from '@disparo/api'
import type { MoreWords } from './words.js'

type Coded = Pick<FieldProblem, 'code' | 'limit' | 'given' | 'wanted'>

/** How a mistake is said. */
export interface ProblemSaying {
  readonly words: Pick<MoreWords['wizard'], 'problems'>
  readonly number: (value: number) => string
}

/** A mistake in the words of the screen; one that a later service tells is said as that says it. */
export function describeProblem(
  { code, limit = 0, given = 0, wanted = 0 }: Coded,
  { words, number }: ProblemSaying,
  otherwise = '',
): string {
  const said = code === undefined || !Object.hasOwn(words.problems, code) ? otherwise : words.problems[code]
  if (typeof said === 'string') return said
  return said({ limit: number(limit), given: number(given), wanted: number(wanted) })
}
