import type { Enqueueing, RowsInput } from './enqueueing.js'
import { InvalidMessageError, type MessageInput } from './message/index.js'
import { BadRow, SourceRow } from './queue/index.js'
import { readNamed, type TemplateDefinitions } from './templates/index.js'

type Calls = Pick<Enqueueing, 'send' | 'sendMany' | 'check' | 'sendTest'>

/** The same calls, which take messages of defined templates, too. What is wrong is named as they have it. */
export function takeNamed(calls: Calls, definitions: TemplateDefinitions): Calls {
  const rowsOf = (rows: RowsInput) => renamed(rows, (row) => namedRow(definitions, row))
  return {
    send: async (given, options) => {
      const read = readNamed(definitions, given)
      if ('problems' in read) throw new InvalidMessageError(read.problems)
      return calls.send(read.message as MessageInput, options).catch((error: unknown) => {
        if (!(error instanceof InvalidMessageError)) throw error
        const { pathOf } = read
        throw new InvalidMessageError(
          error.problems.map((problem) => ({ ...problem, path: pathOf(problem.path) })),
        )
      })
    },
    sendMany: (rows, options) => calls.sendMany(rowsOf(rows), options),
    check: (rows, options) => calls.check(rowsOf(rows), options),
    sendTest: (rows, options) => calls.sendTest(rowsOf(rows), options),
  }
}

function namedRow(definitions: TemplateDefinitions, row: unknown): BadRow | SourceRow {
  const read = readNamed(definitions, row)
  return 'problems' in read ? new BadRow(read.problems) : new SourceRow(read.message, undefined, read.pathOf)
}

/** What is no list is left to the call, which refuses it. */
function renamed(rows: RowsInput, read: (row: unknown) => BadRow | SourceRow): RowsInput {
  if (typeof rows !== 'object' || rows === null) return rows
  const isRow = (row: unknown) => row instanceof BadRow || row instanceof SourceRow
  const one = (row: unknown) => (isRow(row) ? (row as SourceRow) : read(row))
  if (Symbol.asyncIterator in rows) {
    return (async function* () {
      for await (const row of rows) yield one(row)
    })()
  }
  if (!(Symbol.iterator in rows)) return rows
  return (function* () {
    for (const row of rows) yield one(row)
  })()
}
