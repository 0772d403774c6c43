import type { Message } from '../../../message/index.js'
import { type EnqueueDeps, enqueueOne } from '../enqueue-one.js'
import { type RowProblem, RowTally } from '../receipt.js'
import { parseSubmission, type SubmissionRules } from '../submission.js'
import { eventLoopYielder } from './event-loop-yielder.js'
import type { ParsedRow } from './known-rows.js'
import { readSubmission } from './read-submission.js'
import type { Suspicion } from './row-warnings.js'

/** A row that went to who tests it. */
export interface SentTest {
  readonly row: number
  readonly line?: number
  /** The message's. */
  readonly id: string
  /** For which reason it would not be sent now: who tests is suppressed. */
  readonly suppressed?: string
}

export interface TestsSent {
  /** In the order of their rows. */
  readonly tests: readonly SentTest[]
  /** What is wrong with rows that were to go, or were passed over. */
  readonly problems: readonly RowProblem[]
  /** What looks like a mistake in rows that could go, their template's too. */
  readonly suspicions: readonly Suspicion[]
}

export const mostTests = 10

interface TestTerms {
  /** Whom they go to: country code and number. */
  readonly to: string
  /** How many of the first good rows. */
  readonly first: number
  /** Which rows, in place of the first ones. */
  readonly rows?: readonly number[] | undefined
}

/**
 * Sends rows as they would go to one who tests them: at once, in the urgent lane, each a message of its own that has nothing to do
 * with a batch or a key. The row's reference and metadata name the person's own message, and go with that alone. Reads no further
 * than it must.
 * @throws QuotaExceededError, RedisUnavailableError
 */
export async function sendTests(
  deps: EnqueueDeps & { readonly rules: SubmissionRules },
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  { to, first, rows: chosen }: TestTerms,
): Promise<TestsSent> {
  const tally = new RowTally()
  const tests: SentTest[] = []
  const last = chosen === undefined ? Number.POSITIVE_INFINITY : Math.max(...chosen)
  const bite = eventLoopYielder()
  for await (const input of rows) {
    const isChosen = chosen === undefined || chosen.includes(tally.rows + 1)
    if (!isChosen) tally.next()
    else {
      const row = readSubmission(input, { intake: deps.rules, terms: {}, tally })
      const test = row && (await sendTest(deps, row, { to, tally }))
      if (test) tests.push(test)
    }
    if (tally.rows >= last || (chosen === undefined && tests.length >= first)) break
    const over = bite()
    if (over) await over
  }
  return { tests, problems: tally.problems, suspicions: tally.suspicions.list() }
}

async function sendTest(
  deps: EnqueueDeps & { readonly rules: SubmissionRules },
  row: ParsedRow,
  { to, tally }: { readonly to: string; readonly tally: RowTally },
): Promise<SentTest | undefined> {
  const { text, refusedIfNew } = row.submission
  const message = JSON.parse(text) as Message
  const test = { ...message, to, externalLabel: testLabel(message) }
  const parsed = parseSubmission(test, { lane: 'urgent', newKey: true }, deps.rules, Date.now())
  // The test has no times of its own: what refuses it is its template, told in the words of the row.
  const refused = refusedIfNew?.filter(({ path }) => path !== 'sendAt' && path !== 'expiresAt')
  const problems = parsed.ok ? parsed.submission.refusedIfNew && refused : parsed.problems
  if (!parsed.ok || problems) {
    tally.reject(row, problems ?? [])
    return undefined
  }
  const { id, suppressed } = await enqueueOne(deps, parsed.submission)
  const { line } = row
  return { row: row.row, ...(line !== undefined && { line }), id, ...(suppressed && { suppressed }) }
}

const longestLabel = 256

/** By its label Hi Platform's report tells a test from the campaign. */
function testLabel({ externalLabel }: Message): string {
  return (externalLabel === undefined ? 'test' : `test ${externalLabel}`).slice(0, longestLabel)
}
