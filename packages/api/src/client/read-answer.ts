import type { z } from 'zod'
import { ApiError } from './api-error.js'

/**
 * An answer that fits its schema, as it came: with members that this version does not know yet, and with names of a list
 * (such as statuses) that it does not know yet, so that a newer service can be asked.
 * @throws ApiError `unreadable-answer` naming what does not fit, never its value
 */
export function readAnswer(schema: z.ZodType, answer: unknown, status: number): unknown {
  const result = schema.safeParse(answer)
  if (result.success) return answer
  const bad = result.error.issues.find((issue) => !isNews(issue, answer))
  if (!bad) return answer
  const path = bad.path.join('.')
  const place = path === '' ? 'The answer' : `Its field ${path}`
  throw new ApiError(
    'unreadable-answer',
    `${place} is not as this version knows it: is there a producer of Disparo, of the same version?`,
    { status },
  )
}

function isNews(issue: z.core.$ZodIssue, answer: unknown): boolean {
  if (issue.code === 'unrecognized_keys') return true
  return (
    issue.code === 'invalid_value' && issue.values.length > 1 && typeof at(answer, issue.path) === 'string'
  )
}

function at(answer: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)[key], answer)
}

/** @throws ApiError `unreadable-answer` */
export function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The error of JSON.parse quotes the text, which may tell of people.
    throw new ApiError('unreadable-answer', 'The answer is no JSON: is there a producer of Disparo?', {
      status,
    })
  }
}
