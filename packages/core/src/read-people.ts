import { createHash } from 'node:crypto'
import { type Country, explainIssue, type FieldProblem, problemsOf } from './message/index.js'
import { createPeopleGroups, mostGroups, type PeopleGroup } from './people-groups.js'
import { type OfAllRows, type PersonRowSchema, personRowSchema } from './person-row.js'
import { BadRow, type RowProblem, SourceRow } from './queue/index.js'

/** The people of an input, once all of it has been read. */
export interface PeopleRead {
  readonly rows: number
  readonly rejected: number
  /** The first 1,000. */
  readonly problems: readonly RowProblem[]
  /** The good rows, by what put them there. */
  readonly groups: readonly PeopleGroup[]
  /** Of all that the good rows say: other rows have another. */
  readonly print: string
}

const problemsNamed = 1_000

/** What of a row makes it another one. */
const said = ['to', 'since', 'until', 'reason', 'covers', 'rule', 'list', 'listDate', 'message'] as const

/** Reads all rows before anything is done with them. */
export async function readPeople(
  given: Iterable<unknown> | AsyncIterable<unknown>,
  country: Country,
  ofAll: OfAllRows,
): Promise<PeopleRead> {
  const schema = personRowSchema(country, ofAll, Date.now())
  const groups = createPeopleGroups()
  const print = createHash('sha256')
  const problems: RowProblem[] = []
  let [rows, rejected] = [0, 0]
  for await (const item of given) {
    rows += 1
    const bad = addRow(item, schema, (person) => {
      print.update(`${JSON.stringify(said.map((name) => person[name]))}\n`)
      return groups.add(person)
    })
    if (!bad) continue
    rejected += 1
    const line = item instanceof SourceRow ? item.line : undefined
    const place = { row: rows, ...(line !== undefined && { line }) }
    if (problems.length < problemsNamed) problems.push(...bad.map((each) => ({ ...place, ...each })))
  }
  return {
    rows,
    rejected,
    problems: problems.slice(0, problemsNamed),
    groups: groups.all(),
    print: print.digest('base64url'),
  }
}

/** What is wrong with a row, if anything is. */
function addRow(
  item: unknown,
  schema: PersonRowSchema,
  add: ReturnType<typeof createPeopleGroups>['add'],
): readonly FieldProblem[] | undefined {
  const content = item instanceof SourceRow ? item.content : item
  const pathOf = item instanceof SourceRow ? item.pathOf : (path: string) => path
  if (content instanceof BadRow) return content.problems
  const result = schema.safeParse(content, { error: explainIssue })
  if (!result.success) {
    return problemsOf(result.error, content).map(({ path, ...problem }) => ({
      path: pathOf(path),
      ...problem,
    }))
  }
  if (add(result.data)) return undefined
  return [
    {
      path: pathOf('reason'),
      message: `is, with rule and list, one of more than ${mostGroups} kinds: split the input`,
      code: 'too-many-kinds',
      limit: mostGroups,
    },
  ]
}
