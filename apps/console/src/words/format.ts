import type { Language } from './languages.js'

/** How numbers, moments and phones are written in a language. */
export interface Format {
  number(value: number): string
  /** A part of 1. */
  percent(part: number): string
  /** ISO 8601, or epoch ms: the time where it is today, else day and time, with the year where it is another. */
  moment(at: string | number, now: number): string
  /** Day, time and seconds. */
  exact(at: string | number): string
  clock(at: string | number): string
  day(at: string | number): string
  /** Day, month and year. */
  date(at: string | number): string
  /** `3 min`, `1 h 20 min`; from 0 ms on. */
  duration(ms: number): string
  /** `+55 11 9****-1234`. */
  maskedPhone(digits: string): string
  phone(digits: string): string
  /** An exact decimal, such as `12.3450`. */
  money(amount: string, currency: string): string
  millis(ms: number): string
}

export function formatOf(language: Language): Format {
  const numbers = new Intl.NumberFormat(language)
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const whole = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const seconds = new Intl.NumberFormat(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options)
  const time = dates({ hour: '2-digit', minute: '2-digit' })
  const day = dates({ day: '2-digit', month: '2-digit' })
  const dateAndYear = dates({ day: '2-digit', month: '2-digit', year: 'numeric' })
  const full = dates({ dateStyle: 'short', timeStyle: 'short' })
  const dayAndTime = dates({ day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' })
  const exact = dates({ dateStyle: 'short', timeStyle: 'medium' })
  return {
    number: (value) => numbers.format(value),
    percent: (part) => (part > 0 && part < 0.1 ? percents : whole).format(part),
    moment: (at, now) => {
      const date = new Date(at)
      const today = new Date(now)
      if (date.toDateString() === today.toDateString()) return time.format(date)
      return (date.getFullYear() === today.getFullYear() ? dayAndTime : full).format(date)
    },
    exact: (at) => exact.format(new Date(at)),
    clock: (at) => time.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    date: (at) => dateAndYear.format(new Date(at)),
    duration,
    maskedPhone: (digits) => splitPhone(digits, true),
    phone: (digits) => splitPhone(digits, false),
    money: (amount, currency) =>
      new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount)),
    millis: (ms) => (ms < 1_000 ? `${numbers.format(ms)} ms` : `${seconds.format(ms / 1_000)} s`),
  }
}

function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return `${Math.round(hours / 24)} d`
}

/** Brazilian numbers as they are said; others by their last four digits. */
function splitPhone(digits: string, isMasked: boolean): string {
  const [, area, first = '', last = ''] = /^55(\d\d)(\d{4,5})(\d{4})$/.exec(digits) ?? []
  if (area !== undefined)
    return `+55 ${area} ${isMasked ? first[0] + '*'.repeat(first.length - 1) : first}-${last}`
  if (!isMasked) return `+${digits}`
  return `+${'*'.repeat(Math.max(0, digits.length - 4))}${digits.slice(-4)}`
}

/** `1 linha`, `5.000 linhas`: a count as it is written, with its noun; in both languages 1 alone is one. */
export function counted(count: string, one: string, many: string): string {
  return `${count} ${count === '1' ? one : many}`
}
