import { ApiError } from './api-error.js'
import type { FetchResponse } from './fetch.js'

type Body = FetchResponse['body']

/** More than any answer of the service has. */
export const largestAnswerBytes = 16 * 1024 * 1024

/**
 * All of a body, as text.
 * @throws ApiError `unreadable-answer` when it has more than `maxBytes`, `unreachable` when it breaks off
 */
export async function readText(body: Body, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of chunksOf(body)) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

/**
 * The lines of a body as they come, without those that are empty.
 * @throws ApiError as above, for one line
 */
export async function* readLines(body: Body, maxBytes: number): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunksOf(body)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > maxBytes) throw tooLarge()
    yield* lines.filter((line) => line.trim() !== '')
  }
  rest += decoder.decode()
  if (rest.trim() !== '') yield rest
}

/** Whoever stops before the end closes the connection. */
async function* chunksOf(body: Body): AsyncGenerator<Uint8Array> {
  if (body === null) return
  const reader = body.getReader()
  let isOver = false
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(brokenOff)
      isOver = done
      if (done) return
      yield value
    }
  } catch (error) {
    isOver = error instanceof ApiError && error.code === 'unreachable'
    throw error
  } finally {
    if (!isOver) await reader.cancel().catch(() => {})
  }
}

function brokenOff(cause: unknown): never {
  throw new ApiError('unreachable', 'The answer broke off', { cause })
}

function tooLarge(): ApiError {
  return new ApiError('unreadable-answer', 'The answer is larger than any of this service')
}
