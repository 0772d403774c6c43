import type { ApiError } from '@disparo/api'
import { CommandError } from './command-error.js'
import type { ServiceSettings } from './config.js'
import { exitCode } from './exit-code.js'
import { describeProblems, refusal } from './refusal.js'

/** What the request calls otherwise than the command does. */
const renamed: Readonly<Record<string, string>> = { first: 'rows', rows: 'row', 'idempotency-key': 'key' }

/** Why an import was refused; what is wrong with the command itself is told by the option that was written. */
export function importRefusal(error: ApiError, settings: ServiceSettings): CommandError {
  const { code, errors, problem } = error
  if (code !== 'invalid-request' || errors.length === 0) return refusal(error, settings)
  const told = errors.map(({ path, message }) => ({ path: optionOf(path), message }))
  return new CommandError(
    ['The command is not written as it should be.', ...describeProblems(told)].join('\n'),
    { exit: exitCode.usage, answer: problem },
  )
}

function optionOf(path: string): string {
  const name = renamed[path] ?? path
  return name === '' ? '' : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
