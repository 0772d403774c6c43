import { quoteLongNumbers } from './exact-json.js'

/**
 * The JSON object that a body is (a byte order mark or white space before it is no harm), with long numbers as strings;
 * `undefined` for anything else.
 */
export function readJsonObject(body: string): Readonly<Record<string, unknown>> | undefined {
  const value = readJsonContainer(body)
  return Array.isArray(value) ? undefined : (value as Readonly<Record<string, unknown>> | undefined)
}

/** The same for an object or an array. */
export function readJsonContainer(body: string): object | undefined {
  const text = body.trim()
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined
  try {
    return JSON.parse(quoteLongNumbers(text))
  } catch {
    return undefined
  }
}
