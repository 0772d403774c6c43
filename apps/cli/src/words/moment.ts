/**
 * Writes moments (ISO 8601) in a zone, with its offset at that moment: `2026-11-30 16:10 -03:00`. What is no moment stays as it is.
 * @param zone as `TZ` names it; that of the machine where it is not set or not known
 */
export function momentFormat(
  zone: string | undefined,
): (at: string, precision: 'minutes' | 'seconds') => string {
  const format = formatterOf(zone)
  return (at, precision) => {
    const ms = Date.parse(at)
    if (Number.isNaN(ms)) return at
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]))
    const { year, month, day, hour, minute, second, timeZoneName = '' } = parts
    const seconds = precision === 'seconds' ? `:${second}` : ''
    const offset = timeZoneName.replace(/^GMT/, '') || '+00:00'
    return `${year}-${month}-${day} ${hour}:${minute}${seconds} ${offset}`
  }
}

function formatterOf(zone: string | undefined): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    ...{ second: '2-digit', hourCycle: 'h23', timeZoneName: 'longOffset' },
  }
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...options,
      ...(zone ? { timeZone: zone.replace(/^:/, '') } : {}),
    })
  } catch {
    // A POSIX rule such as BRT3, say: Node.js itself has made something of it, or not.
    return new Intl.DateTimeFormat('en-US', options)
  }
}
