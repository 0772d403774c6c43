import type { z } from 'zod'
import type { FieldProblem } from './field-problem.js'
import { issueCoding } from './issue-coding.js'

const mostProblems = 50

/** What an issue says to the person who has to put it right; `undefined` leaves the word to zod, which repeats no value. */
export const explainIssue: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined) return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'string' && typeof issue.input === 'number'
        ? 'must be text, not a number: put it in quotes, written as the recipient should read it'
        : `must be ${nounOf(issue.expected)}`
    case 'invalid_value':
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
    case 'too_small':
      if (isNumber(issue.origin)) return `must be at least ${issue.minimum}`
      return issue.origin === 'string' ? 'must not be empty' : `must have at least ${issue.minimum} entries`
    case 'too_big':
      return isNumber(issue.origin)
        ? `must be at most ${issue.maximum}`
        : `must have at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
    case 'unrecognized_keys':
      return 'is not known here'
    default:
      return undefined
  }
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int'
}

/**
 * Zod's issues as problems: one for each unknown key, at its path.
 * @param input what was read: what is missing there is told as missing. Zod does not say so
 */
export function problemsOf(error: z.ZodError, input?: unknown): FieldProblem[] {
  return error.issues
    .flatMap((issue) => {
      const told = { message: issue.message, ...issueCoding(issue, input) }
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: pathOf([...issue.path, nameable(key)]), ...told }))
        : [{ path: pathOf(issue.path), ...told }]
    })
    .slice(0, mostProblems)
}

/** `['components', 0, 'text']` as `components[0].text`. */
function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

/** An unknown key is the only thing of the input that is repeated, and only where it looks like a field's name. */
function nameable(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_-]{0,39}$/u.test(key) && !/\d{4}/.test(key) ? key : '(unknown key)'
}

function nounOf(expected: string): string {
  const nouns: Record<string, string> = {
    string: 'text',
    object: 'an object {…}',
    array: 'a list […]',
    tuple: 'a list […]',
    int: 'a whole number',
    boolean: 'true or false',
  }
  return nouns[expected] ?? `a ${expected}`
}
