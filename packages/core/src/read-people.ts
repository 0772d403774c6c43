import { type Country, explainIssue, problemsOf } from './message/index.js'
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
}

const problemsNamed = 1_000

/** Reads all rows before anything is done with them. */
export async function readPeople(
  given: Iterable<unknown> | AsyncIterable<unknown>,
  country: Country,
  ofAll: OfAllRows,
): Promise<PeopleRead> {
  const schema = personRowSchema(country, ofAll, Date.now())
  const groups = createPeopleGroups()
  const problems: RowProblem[] = []
  let [rows, rejected] = [0, 0]
  for await (const item of given) {
    rows += 1
    const bad = addRow(item, schema, groups)
    if (!bad) continue
    rejected += 1
    const line = item instanceof SourceRow ? item.line : undefined
    const place = { row: rows, ...(line !== undefined && { line }) }
    if (problems.length < problemsNamed) problems.push(...bad.map((each) => ({ ...place, ...each })))
  }
  return { rows, rejected, problems: problems.slice(0, problemsNamed), groups: groups.all() }
}

type Problems = readonly { readonly path: string; readonly message: string }[]

/** What is wrong with a row, if anything is. */
function addRow(
  item: unknown,
  schema: PersonRowSchema,
  groups: ReturnType<typeof createPeopleGroups>,
): Problems | undefined {
  const content = item instanceof SourceRow ? item.content : item
  const pathOf = item instanceof SourceRow ? item.pathOf : (path: string) => path
  if (content instanceof BadRow) return content.problems
  const result = schema.safeParse(content, { error: explainIssue })
  if (!result.success) {
    return problemsOf(result.error).map(({ path, message }) => ({ path: pathOf(path), message }))
  }
  if (groups.add(result.data)) return undefined
  return [
    {
      path: pathOf('reason'),
      message: `is, with rule and list, one of more than ${mostGroups} kinds: split the input`,
    },
  ]
}
