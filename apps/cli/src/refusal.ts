import type { ApiError, FieldProblem, ProblemKind } from '@disparo/api'
import { CommandError } from './command-error.js'
import type { ServiceSettings } from './config.js'
import { type ExitCode, exitCode } from './exit-code.js'
import type { Words } from './words/index.js'

const badRows: ReadonlySet<string> = new Set<ProblemKind>(['invalid-rows', 'broken-input', 'invalid-columns'])
const shownErrors = 20

type Asked = Pick<ServiceSettings, 'url' | 'account'>

/** What went wrong with the service, in words for a terminal. */
export function refusal(error: ApiError, asked: Asked, words: Words): CommandError {
  const { service, codes } = words
  if (error.code === 'unreachable') return unreachable(error, asked, service)
  const { status, problem = {}, errors, code } = error
  if (status === undefined) return new CommandError(`${error.message}.`, { exit: exitCode.usage })
  if (error.code === 'unreadable-answer')
    return new CommandError(service.unreadable(asked.url, error.message))
  const [title, ...more] = codes.problem(code, problem)
  const lines = [
    title ? service.titled(title, status) : service.answered(asked.url, status),
    ...more,
    ...hintsOf(error, asked, service),
    ...describeProblems(errors, words),
  ]
  return new CommandError(lines.join('\n'), { exit: exitOf(error), answer: error.problem })
}

export function describeProblems(
  errors: readonly FieldProblem[],
  { service, codes }: Pick<Words, 'service' | 'codes'>,
): string[] {
  const lines = errors.slice(0, shownErrors).map((problem) => {
    const { row, line, path } = problem
    const placed = line === undefined ? row && service.row(row) : service.line(line)
    const place = [placed ?? '', path].filter((part) => part !== '').join(', ')
    return `  ${place === '' ? service.message : place}: ${codes.field(problem)}`
  })
  const more = errors.length - lines.length
  return more > 0 ? [...lines, service.more(more)] : lines
}

/** Whether what was asked may have been done, though no answer says so. */
export function mayBeDone({ code }: ApiError): boolean {
  return code === 'unreachable' || code === 'unreadable-answer'
}

function hintsOf({ status, code }: ApiError, { account }: Asked, service: Words['service']): string[] {
  if (status === 401) return [service.credentials]
  return code === 'unknown-account' ? [service.account(account)] : []
}

function exitOf({ code }: ApiError): ExitCode {
  return badRows.has(code) ? exitCode.badRows : exitCode.failed
}

function unreachable(error: ApiError, { url }: Asked, service: Words['service']): CommandError {
  const code = codeOf(error)
  const isAway = code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'UND_ERR_CONNECT_TIMEOUT'
  const hint = isAway ? service.isItThere : service.brokeOff
  return new CommandError(`${service.unreachable(url, code ?? service.unknownError)} ${hint}`, {
    cause: error,
  })
}

/** The code of what is at the bottom of it, which `fetch` wraps. */
function codeOf({ cause }: { readonly cause?: unknown }): string | undefined {
  if (!(cause instanceof Error)) return undefined
  const { code } = cause as { readonly code?: unknown }
  return codeOf(cause) ?? (typeof code === 'string' ? code : undefined)
}
