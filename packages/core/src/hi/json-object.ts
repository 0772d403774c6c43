/** The JSON object that a body is (a byte order mark or white space before it is no harm); `undefined` for anything else. */
export function readJsonObject(body: string): Readonly<Record<string, unknown>> | undefined {
  const text = body.trim()
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
