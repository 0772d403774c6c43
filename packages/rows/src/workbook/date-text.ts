import type { DateFormat } from './date-format.js'

const day = 86_400
/** 1970-01-01, as the serial number of a day, by each of the two calendars (ECMA-376-1, 18.17.4). */
const epoch = { 1900: 25_569, 1904: 24_107 } as const
export type Calendar = keyof typeof epoch

/**
 * A serial number as ISO 8601, without a zone, for a cell has none: `2026-11-27`, `2026-11-27T09:00:00`, `09:00`.
 * `undefined` when it is no date of the years 1900 to 9999.
 */
export function dateText(serial: number, format: DateFormat, calendar: Calendar): string | undefined {
  const seconds = Math.round(serial * day)
  if (!(seconds >= 0)) return undefined
  if (format === 'elapsed') return clock(seconds)
  if (format === 'time' && seconds < day) return clock(seconds)
  // The calendar of 1900 has a 29th of February that year, so days before March are one number less.
  const shift = calendar === 1900 && serial < 60 ? 1 : 0
  const date = new Date((seconds + (shift - epoch[calendar]) * day) * 1000)
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return undefined
  const iso = date.toISOString()
  return seconds % day === 0 ? iso.slice(0, 10) : iso.slice(0, 19)
}

function clock(seconds: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 === 0 ? time : `${time}:${two(seconds % 60)}`
}
