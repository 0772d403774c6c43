import { MalformedJsonError, readJson } from '@disparo/core/message'

/** One event: what it was read as, if it could be, and its text as it came. */
export interface WebhookEvent {
  readonly event: unknown
  readonly text: string
}

/** The events of a body. What is no JSON is one event that nobody can read: somebody will want to see it. */
export function readEvents(body: string): WebhookEvent[] {
  const read = parse(body)
  if (!Array.isArray(read)) return [{ event: read, text: body }]
  return read.map((event: unknown) => ({ event, text: textOf(event) ?? body }))
}

function parse(body: string): unknown {
  try {
    return readJson(body)
  } catch (error) {
    if (error instanceof MalformedJsonError) return undefined
    throw error
  }
}

/** `undefined` for what is nested more deeply than can be written: reading takes no stack, writing does. */
function textOf(event: unknown): string | undefined {
  try {
    return JSON.stringify(event)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
