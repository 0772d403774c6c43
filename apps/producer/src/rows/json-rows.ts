import { type RowReader, rowReader } from './row-reader.js'

/** The rows of a JSON body that has been read whole: an array, or an object with `messages`. */
export function openJson(body: unknown): RowReader | undefined {
  const rows = Array.isArray(body) ? body : messagesOf(body)
  return rows && rowReader(eachOf(rows))
}

function messagesOf(body: unknown): unknown[] | undefined {
  if (typeof body !== 'object' || body === null || Object.keys(body).join() !== 'messages') return undefined
  const { messages } = body as { messages: unknown }
  return Array.isArray(messages) ? messages : undefined
}

async function* eachOf(rows: readonly unknown[]): AsyncGenerator<unknown> {
  yield* rows
}
