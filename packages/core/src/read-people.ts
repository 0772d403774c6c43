import { z } from 'zod'
import type { PersonToSuppress } from './contacts/index.js'
import { type Country, explainIssue, Moment, problemsOf, recipientInput } from './message/index.js'
import { BadRow, type RowProblem, SourceRow } from './queue/index.js'

/** The people of an input, once all of it has been read. */
export interface PeopleRead {
  readonly rows: number
  readonly rejected: number
  /** The first 1,000. */
  readonly problems: readonly RowProblem[]
  /** The good rows, in their order. May be gone through once. */
  people(): Iterable<PersonToSuppress>
}

const problemsNamed = 1_000

/** Reads all rows before anything is done with them: a number takes 8 bytes meanwhile. */
export async function readPeople(
  given: Iterable<unknown> | AsyncIterable<unknown>,
  country: Country,
): Promise<PeopleRead> {
  const schema = rowSchema(country)
  const problems: RowProblem[] = []
  const times = new Map<number, Pick<PersonToSuppress, 'since' | 'until'>>()
  let [rows, rejected, good] = [0, 0, 0]
  // A canonical number has 15 digits at most, and none of them is a 0 in front.
  let numbers = new Float64Array(1_024)
  const now = Date.now()
  for await (const item of given) {
    rows += 1
    const read = readRow(item, schema, now)
    if ('problems' in read) {
      rejected += 1
      const place = { row: rows, ...(item instanceof SourceRow && { line: item.line }) }
      if (problems.length < problemsNamed)
        problems.push(...read.problems.map((each) => ({ ...place, ...each })))
      continue
    }
    const { recipient, ...when } = read.person
    if (good === numbers.length) numbers = grown(numbers)
    numbers[good] = Number(recipient)
    if (when.since || when.until) times.set(good, when)
    good += 1
  }
  return {
    ...{ rows, rejected, problems: problems.slice(0, problemsNamed) },
    *people() {
      for (let at = 0; at < good; at += 1) yield { recipient: String(numbers[at]), ...times.get(at) }
    },
  }
}

function rowSchema(country: Country) {
  const person = z.object({
    to: recipientInput(country),
    since: Moment.optional(),
    until: Moment.optional(),
  })
  return z.preprocess((row) => (typeof row === 'string' ? { to: row } : row), person)
}

type RowRead =
  | { readonly person: PersonToSuppress }
  | { readonly problems: readonly { readonly path: string; readonly message: string }[] }

function readRow(item: unknown, schema: ReturnType<typeof rowSchema>, now: number): RowRead {
  const content = item instanceof SourceRow ? item.content : item
  const pathOf = item instanceof SourceRow ? item.pathOf : (path: string) => path
  if (content instanceof BadRow) return { problems: content.problems }
  const result = schema.safeParse(content, { error: explainIssue })
  if (!result.success) {
    return {
      problems: problemsOf(result.error).map(({ path, message }) => ({ path: pathOf(path), message })),
    }
  }
  const { to: recipient, since, until } = result.data
  const problems = timeProblems({ since, until }, now)
  return problems.length > 0 ? { problems } : { person: { recipient, since, until } }
}

/** What is wrong with when a suppression begins and ends. */
export function timeProblems(
  { since, until }: Pick<PersonToSuppress, 'since' | 'until'>,
  now: number,
): { path: string; message: string }[] {
  return [
    ...(since && since.getTime() > now ? [{ path: 'since', message: 'must not be in the future' }] : []),
    ...(until && until.getTime() <= now ? [{ path: 'until', message: 'must be in the future' }] : []),
  ]
}

function grown(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * numbers.length)
  larger.set(numbers)
  return larger
}
