import type { Problem } from '../problems/index.js'
import { ApiError, errorOf } from './api-error.js'
import type { FetchResponse } from './fetch.js'
import { readText } from './read-text.js'

/** What of an answer is a problem. */
type ReadProblem = (answer: unknown) => Partial<Problem> | undefined

/** What it answered besides what it should, whether it is a problem or not. */
export async function refusal(
  { status, body, headers }: FetchResponse,
  maxAnswerBytes: number,
  readProblem: ReadProblem,
): Promise<ApiError> {
  const text = await readText(body, maxAnswerBytes).catch(() => '')
  if (status >= 200 && status < 300) {
    const message = `The service answered ${status}, which this is never answered with`
    return new ApiError('unreadable-answer', message, { status })
  }
  const seconds = headers.get('retry-after')
  const retryAfterMs = seconds !== null && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1_000 : undefined
  return errorOf(status, problemIn(text, readProblem), retryAfterMs)
}

function problemIn(text: string, readProblem: ReadProblem) {
  try {
    return readProblem(JSON.parse(text))
  } catch {
    return undefined
  }
}
