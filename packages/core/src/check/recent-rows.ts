import type { Message } from '../message/index.js'

/** Rows whose recipients got the same template within a day, or have one that waits. */
export interface RecentRows {
  readonly count: number
  /** The first ten of them. */
  readonly rows: readonly number[]
  /** For how many rows that was looked up: the first 200,000. */
  readonly of: number
}

type PersonAndTemplate = Pick<Message, 'to' | 'namespace' | 'elementName'>

/** Which of these persons got the template of these messages, in their order. */
export type FindRecent = (asked: readonly PersonAndTemplate[]) => Promise<readonly boolean[]>

const mostAsked = 200_000
const mostNamed = 10

/** Remembers whom rows are for, so that all are asked for at once: each part of the index is read once then. */
export function recentRows(find: FindRecent) {
  const asked: PersonAndTemplate[] = []
  const numbers: number[] = []
  return {
    see: (row: number, { to, namespace, elementName }: Message): void => {
      if (asked.length >= mostAsked) return
      asked.push({ to, namespace, elementName })
      numbers.push(row)
    },
    find: async (): Promise<RecentRows> => {
      const found = asked.length === 0 ? [] : await find(asked)
      const rows = numbers.filter((_, index) => found[index])
      return { count: rows.length, rows: rows.slice(0, mostNamed), of: asked.length }
    },
  }
}
