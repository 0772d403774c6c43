import type { RowTally } from '../receipt.js'
import { parseSubmission, readRow, type SubmissionOptions, type SubmissionRules } from '../submission.js'
import { BadRow } from './bad-row.js'
import type { ParsedRow } from './known-rows.js'
import { SourceRow } from './source-row.js'

interface ReadDeps {
  readonly intake: SubmissionRules
  readonly terms: SubmissionOptions
  readonly tally: RowTally
}

const asWritten = (path: string) => path

/** Reads and checks one row of an input; a bad one is counted with what is wrong with it. */
export function readSubmission(input: unknown, { intake, terms, tally }: ReadDeps): ParsedRow | undefined {
  const row = tally.next()
  const { content, line, pathOf, columnOf } =
    input instanceof SourceRow
      ? input
      : { content: input, line: undefined, pathOf: asWritten, columnOf: undefined }
  const place = { row, line, pathOf, columnOf }
  if (content instanceof BadRow) {
    tally.reject(place, content.problems)
    return undefined
  }
  const { lane, sendAt, expiresAt } = terms
  const read = readRow(content)
  const its = { lane, sendAt, expiresAt, ...read.terms }
  const result = parseSubmission(read.message, its, intake, Date.now())
  if (result.ok && read.problems.length === 0) {
    const { submission, message, warnings } = result
    // Of what is not taken nothing else is said.
    if (submission.refusedIfNew === undefined) {
      const told = warnings.map((warning) => ({ ...warning, path: pathOf(warning.path) }))
      tally.suspicions.inspect(place, message, told)
    }
    return { ...place, submission }
  }
  const others = result.ok ? (result.submission.refusedIfNew ?? []) : result.problems
  tally.reject(place, [...read.problems, ...others])
  return undefined
}
