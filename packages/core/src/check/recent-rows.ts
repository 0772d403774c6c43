import type { Message } from '../message/index.js'
import { mostNamed, type NamedRow, nameRow } from '../queue/index.js'

/** Rows whose recipients got the same template within a day, or have one that waits. */
export interface RecentRows {
  readonly count: number
  /** The first ten of them. */
  readonly rows: readonly number[]
  /** For how many rows that was looked up: the first 200,000. */
  readonly of: number
}

interface RecentFound {
  readonly recent: RecentRows
  /** The first thousand, with their lines. */
  readonly named: readonly NamedRow[]
}

type PersonAndTemplate = Pick<Message, 'to' | 'namespace' | 'elementName'>

/** Which of these persons got the template of these messages, in their order. */
export type FindRecent = (asked: readonly PersonAndTemplate[]) => Promise<readonly boolean[]>

const mostAsked = 200_000
const mostTold = 10

interface Place {
  readonly row: number
  readonly line?: number | undefined
}

/** Remembers whom rows are for, so that all are asked for at once: each part of the index is read once then. */
export function recentRows(find: FindRecent) {
  const asked: PersonAndTemplate[] = []
  const numbers: number[] = []
  const lines: number[] = []
  return {
    see: ({ row, line = 0 }: Place, { to, namespace, elementName }: Message): void => {
      if (asked.length >= mostAsked) return
      asked.push({ to, namespace, elementName })
      numbers.push(row)
      lines.push(line)
    },
    find: async (): Promise<RecentFound> => {
      const found = asked.length === 0 ? [] : await find(asked)
      const places = [...numbers.keys()].filter((index) => found[index])
      const named = places
        .slice(0, mostNamed)
        .map((index) => nameRow({ row: numbers[index] ?? 0, line: lines[index] || undefined }))
      const rows = named.slice(0, mostTold).map(({ row }) => row)
      return { recent: { count: places.length, rows, of: asked.length }, named }
    },
  }
}
