import { z } from 'zod'
import { trimWhitespace } from './trim-whitespace.js'

const form = 'with time and zone, like 2026-03-01T09:00:00-03:00'

/** A moment as input has it: a date, or ISO 8601 with an offset. The problem of anything else says what to write. */
export const Moment = z
  .union(
    [
      z.date(),
      z
        .string()
        .overwrite(trimWhitespace)
        .pipe(z.iso.datetime({ offset: true, error: explain })),
    ],
    {
      error: explain,
    },
  )
  .transform((value) => new Date(value))

function explain({ input }: { readonly input?: unknown }): string {
  return momentProblem(input)
}

/** What is wrong with something that is no moment; where it is a date of another form, how that is written here. */
export function momentProblem(input: unknown): string {
  const text = typeof input === 'string' ? trimWhitespace(input.slice(0, 100)) : ''
  const written = isoOf(text)
  return written === undefined
    ? `must be a date ${form}`
    : `must be a date with time and zone: write ${written}`
}

/** Day, month, year as Brazil writes them, or year first without its zone; the time may be missing. */
const brazilian = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:[T ,]+(\d{1,2})[:h](\d{2})?(?::(\d{2}))?)?$/
const zoneless = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/

function isoOf(text: string): string | undefined {
  const [, day, month, year, ...time] = brazilian.exec(text) ?? []
  if (year !== undefined) return join(year.length === 2 ? `20${year}` : year, month, day, time)
  const [, first, second, third, ...rest] = zoneless.exec(text) ?? []
  return first === undefined ? undefined : join(first, second, third, rest)
}

function join(year: string, month = '', day = '', time: readonly (string | undefined)[]): string | undefined {
  const two = (part = '00') => part.padStart(2, '0')
  const [hour, minute, second] = time
  const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}-03:00`
  return z.iso.datetime({ offset: true }).safeParse(iso).success ? iso : undefined
}
