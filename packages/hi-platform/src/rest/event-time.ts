/** When something happened, as an event says it. */
interface EventTime {
  readonly at: Date
  /** It says its offset to UTC: an epoch does. Without one it was read as UTC, which it may not be. */
  readonly hasUtcOffset: boolean
}

const latestSeconds = 1e11
const latestMs = 1e14
const written = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d/i
const withOffset = /(?:z|[+-]\d{2}:?\d{2})$/i

/** Epoch seconds, epoch milliseconds or ISO 8601 (a space for the `T`, too). */
export function readEventTime(text = ''): EventTime | undefined {
  const trimmed = text.trim()
  if (/^\d+(?:\.\d+)?$/.test(trimmed)) {
    const number = Number(trimmed)
    if (!(number > 0 && number < latestMs)) return undefined
    return { at: new Date(number < latestSeconds ? number * 1_000 : number), hasUtcOffset: true }
  }
  if (!written.test(trimmed)) return undefined
  const isSure = withOffset.test(trimmed)
  const at = new Date(`${trimmed.slice(0, 10)}T${trimmed.slice(11)}${isSure ? '' : 'Z'}`)
  return Number.isNaN(at.getTime()) ? undefined : { at, hasUtcOffset: isSure }
}
