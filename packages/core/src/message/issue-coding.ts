import type { z } from 'zod'
import { codingOf, type ProblemCoding } from './problem-code.js'

/** The code of what zod found; nothing for a rule that has none. */
export function issueCoding(issue: z.core.$ZodIssue, input: unknown): Partial<ProblemCoding> {
  if (issue.code === 'custom') return codingOf((issue.params ?? {}) as Partial<ProblemCoding>)
  if (isMissing(input, issue.path)) return { code: 'missing' }
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return { code: 'missing' }
      return { code: isNumber(issue.origin) ? 'out-of-range' : 'too-few', limit: Number(issue.minimum) }
    case 'too_big':
      return { code: tooBig(issue.origin), limit: Number(issue.maximum) }
    case 'invalid_type':
      return { code: 'wrong-type' }
    case 'unrecognized_keys':
      return { code: 'unknown-field' }
    default:
      return { code: isOfDate(issue) ? 'not-a-date' : 'wrong-value' }
  }
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int'
}

function tooBig(origin: string): ProblemCoding['code'] {
  if (origin === 'string') return 'too-long'
  return isNumber(origin) ? 'out-of-range' : 'too-many'
}

/** Of a moment that may be a date, too, zod tells both ways in which it is none. */
function isOfDate(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_format') return issue.format === 'datetime'
  return issue.code === 'invalid_union' && issue.errors.flat().some(isOfDate)
}

function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  if (input === undefined) return false
  const value = path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    input,
  )
  return value === undefined
}
