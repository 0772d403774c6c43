/** Enough for every event documented; some thousand of them are kept. */
const longest = 4_096
const longestText = 2_048
const mostChars = 256
const mostItems = 16
const mostFields = 32
const deepest = 8

/**
 * An event as it is kept: JSON of 4,096 characters at most as it came, else without what is long or deep in it. What is too
 * long even so is cut, and no JSON any more.
 */
export function eventText(event: unknown): string {
  const whole = tryToWrite(typeof event === 'string' ? event.slice(0, longestText) : event)
  if (whole !== undefined && whole.length <= longest) return whole
  return (tryToWrite(shortened(event, deepest)) ?? 'null').slice(0, longest)
}

/** Writing goes as deep as the event does, which may be too deep. */
function tryToWrite(event: unknown): string | undefined {
  try {
    return JSON.stringify(event)
  } catch {
    return undefined
  }
}

function shortened(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, mostChars)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return null
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => shortened(item, depth - 1))
  const fields = Object.entries(value).slice(0, mostFields)
  return Object.fromEntries(
    fields.map(([name, field]) => [name.slice(0, mostChars), shortened(field, depth - 1)]),
  )
}

/** What was kept; `undefined` where it is no JSON any more. */
export function readEventText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
