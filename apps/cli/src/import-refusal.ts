import type { ApiError } from '@disparo/api'
import { CommandError } from './command-error.js'
import type { ServiceSettings } from './config.js'
import { exitCode } from './exit-code.js'
import { describeProblems, refusal } from './refusal.js'
import type { Words } from './words/index.js'

/** What the request calls otherwise than the command does. */
const renamed: Readonly<Record<string, string>> = { first: 'rows', rows: 'row', 'idempotency-key': 'key' }

/** Why an import was refused; what is wrong with the command itself is told by the option that was written. */
export function importRefusal(error: ApiError, settings: ServiceSettings, words: Words): CommandError {
  const { code, errors, problem } = error
  if (code !== 'invalid-request' || errors.length === 0) return refusal(error, settings, words)
  const told = errors.map((each) => ({ ...each, row: undefined, line: undefined, path: optionOf(each.path) }))
  return new CommandError([words.service.notWritten, ...describeProblems(told, words)].join('\n'), {
    exit: exitCode.usage,
    answer: problem,
  })
}

function optionOf(path: string): string {
  const name = renamed[path] ?? path
  return name === '' ? '' : `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
