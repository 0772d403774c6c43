/** The zone of this computer at a moment, with its distance from UTC: `America/Sao Paulo (GMT-3)`. */
export function ownZone(language: string, at: number): string {
  const format = new Intl.DateTimeFormat(language, { timeZoneName: 'shortOffset' })
  const offset = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${plainZone(format.resolvedOptions().timeZone)} (${offset})`
}

/** A zone's name without what only its database needs. */
export function plainZone(name: string): string {
  return name.replaceAll('_', ' ')
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
/** A Sunday. */
const aSunday = Date.UTC(2026, 10, 1)
const dayMs = 86_400_000

/** Days of the week and times, as people write them: `seg., ter.: 08:00–20:00`. */
export function describeWindow(
  {
    days: open,
    from,
    until,
  }: { readonly days: readonly string[]; readonly from: string; readonly until: string },
  language: string,
): string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  const names = days.flatMap((day, index) =>
    open.includes(day) ? [format.format(aSunday + index * dayMs)] : [],
  )
  return `${names.join(', ')}: ${from}–${until}`
}

/** A day such as `2026-11-01`, as people write it. */
export function describeDay(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'short', timeZone: 'UTC' }).format(new Date(day))
}
