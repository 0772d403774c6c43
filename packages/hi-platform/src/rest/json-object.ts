import { quoteLongNumbers } from './quote-long-numbers.js'

/** As long as the answer to a message may be (client.ts). A report is longer, and judged by its reader alone. */
const longestAnswer = 64 * 1024

/**
 * The JSON object that an answer is (a byte order mark or white space before it is no harm), with long numbers as strings;
 * `undefined` for anything else, and for what is longer than the answer to a message: that is not parsed.
 */
export function readJsonObject(body: string): Readonly<Record<string, unknown>> | undefined {
  const value = readJsonContainer(body)
  return Array.isArray(value) ? undefined : (value as Readonly<Record<string, unknown>> | undefined)
}

/** The same for an object or an array. */
export function readJsonContainer(body: string): object | undefined {
  if (body.length > longestAnswer) return undefined
  const text = body.trim()
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined
  try {
    return JSON.parse(quoteLongNumbers(text))
  } catch {
    return undefined
  }
}
