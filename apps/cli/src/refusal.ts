import { CommandError } from './command-error.js'
import type { ServiceSettings } from './config.js'
import { type ExitCode, exitCode } from './exit-code.js'

interface ProblemField {
  readonly row?: number | undefined
  readonly line?: number | undefined
  readonly path: string
  readonly message: string
}

/** What the service answers where something is wrong (RFC 9457); nothing of it is sure, it may come from a proxy. */
export interface ProblemAnswer {
  readonly type?: string
  readonly status?: number
  readonly title?: string
  readonly detail?: string
  readonly errors?: readonly ProblemField[]
  /** Of a batch: how it can be repeated, and what is enqueued already. */
  readonly idempotencyKey?: string
  readonly batch?: { readonly id: string; readonly rejected: number }
  /** Of a changed file: what the one before it became. */
  readonly earlier?: { readonly id: string }
}

const badRowTypes = new Set(['/problems/invalid-rows', '/problems/broken-input', '/problems/invalid-columns'])
const shownErrors = 20

/** The service's refusal in words for a terminal. */
export function refusal(
  status: number,
  problem: ProblemAnswer | undefined,
  settings: Pick<ServiceSettings, 'url' | 'account'>,
): CommandError {
  const lines = [
    problem?.title ? `${problem.title} (${status}).` : `${settings.url} answered ${status}.`,
    ...(problem?.detail ? [problem.detail] : []),
    ...hintsOf(status, problem, settings),
    ...describeProblems(problem?.errors ?? []),
  ]
  return new CommandError(lines.join('\n'), { exit: exitOf(problem), answer: problem })
}

export function describeProblems(errors: NonNullable<ProblemAnswer['errors']>): string[] {
  const lines = errors.slice(0, shownErrors).map(({ row, line, path, message }) => {
    const placed = line === undefined ? row && `row ${row}` : `line ${line}`
    const place = [placed ?? '', path].filter((part) => part !== '').join(', ')
    return `  ${place === '' ? 'message' : place}: ${message}`
  })
  const more = errors.length - lines.length
  return more > 0 ? [...lines, `  … and ${more} more (--json prints all)`] : lines
}

function hintsOf(
  status: number,
  problem: ProblemAnswer | undefined,
  { account }: Pick<ServiceSettings, 'account'>,
): string[] {
  if (status === 401)
    return ['They are those of DISPARO_USER or --user, and of DISPARO_PASSWORD or --password-file.']
  if (problem?.type === '/problems/unknown-account') {
    return [`The account asked for is "${account}": set DISPARO_ACCOUNT or --account.`]
  }
  return []
}

function exitOf(problem: ProblemAnswer | undefined): ExitCode {
  return badRowTypes.has(problem?.type ?? '') ? exitCode.badRows : exitCode.failed
}
