import type { ApiError, FieldProblem, ProblemKind } from '@disparo/api'
import { CommandError } from './command-error.js'
import type { ServiceSettings } from './config.js'
import { type ExitCode, exitCode } from './exit-code.js'

const badRows: ReadonlySet<string> = new Set<ProblemKind>(['invalid-rows', 'broken-input', 'invalid-columns'])
const shownErrors = 20

type Asked = Pick<ServiceSettings, 'url' | 'account'>

/** What went wrong with the service, in words for a terminal. */
export function refusal(error: ApiError, asked: Asked): CommandError {
  if (error.code === 'unreachable') return unreachable(error, asked)
  const { status, problem, errors, detail } = error
  if (status === undefined) return new CommandError(`${error.message}.`, { exit: exitCode.usage })
  if (error.code === 'unreadable-answer') return new CommandError(`${asked.url}: ${error.message}.`)
  const lines = [
    problem?.title ? `${problem.title} (${status}).` : `${asked.url} answered ${status}.`,
    ...(detail ? [detail] : []),
    ...hintsOf(error, asked),
    ...describeProblems(errors),
  ]
  return new CommandError(lines.join('\n'), { exit: exitOf(error), answer: problem })
}

export function describeProblems(errors: readonly FieldProblem[]): string[] {
  const lines = errors.slice(0, shownErrors).map(({ row, line, path, message }) => {
    const placed = line === undefined ? row && `row ${row}` : `line ${line}`
    const place = [placed ?? '', path].filter((part) => part !== '').join(', ')
    return `  ${place === '' ? 'message' : place}: ${message}`
  })
  const more = errors.length - lines.length
  return more > 0 ? [...lines, `  … and ${more} more (--json prints all)`] : lines
}

/** Whether what was asked may have been done, though no answer says so. */
export function mayBeDone({ code }: ApiError): boolean {
  return code === 'unreachable' || code === 'unreadable-answer'
}

function hintsOf({ status, code }: ApiError, { account }: Asked): string[] {
  if (status === 401)
    return [
      'They are those of DISPARO_API_KEY, or of DISPARO_USER or --user and DISPARO_PASSWORD or --password-file.',
    ]
  if (code === 'unknown-account') {
    return [`The account asked for is "${account}": set DISPARO_ACCOUNT or --account.`]
  }
  return []
}

function exitOf({ code }: ApiError): ExitCode {
  return badRows.has(code) ? exitCode.badRows : exitCode.failed
}

function unreachable(error: ApiError, { url }: Asked): CommandError {
  const code = codeOf(error) ?? 'unknown error'
  const hint =
    code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'UND_ERR_CONNECT_TIMEOUT'
      ? 'Is the producer running there? Set DISPARO_URL or --url to where it is.'
      : 'The connection broke off. Repeat the same command: what is enqueued already is not sent twice.'
  return new CommandError(`No answer from ${url} (${code}). ${hint}`, { cause: error })
}

/** The code of what is at the bottom of it, which `fetch` wraps. */
function codeOf({ cause }: { readonly cause?: unknown }): string | undefined {
  if (!(cause instanceof Error)) return undefined
  const { code } = cause as { readonly code?: unknown }
  return codeOf(cause) ?? (typeof code === 'string' ? code : undefined)
}
