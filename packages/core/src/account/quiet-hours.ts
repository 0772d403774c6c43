import { z } from 'zod'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const timeForm = /^(?:[01]\d|2[0-3]):[0-5]\d$/
const From = z.string().regex(timeForm, { error: 'must be a time such as 08:00', abort: true })
const Until = z.string().refine((text) => text === '24:00' || timeForm.test(text), {
  error: 'must be a time such as 20:00, or 24:00',
  abort: true,
})

/** When messages may go, on these days; `until` is the first minute at which they may not. */
const Window = z
  .strictObject({ days: z.array(z.enum(weekdays)).min(1).max(7), from: From, until: Until })
  .refine(({ from, until }) => from < until, {
    path: ['until'],
    message: 'must be later than from: a window is within one day',
  })

/** A name of the IANA time zone database, such as `America/Sao_Paulo`; never an offset, which knows no summer time. */
export function isZone(name: string): boolean {
  if (!/^(?:UTC|[A-Za-z_]+\/[\w+/-]+)$/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const shortestMinutes = 61

/** When messages may not go. What is enqueued meanwhile waits, and goes out when a window opens. */
export const QuietHours = z
  .strictObject({
    /** Messages go within these; at all other times it is quiet. Times are of the recipient's zone, or of the named one. */
    windows: z.array(Window).min(1).max(50),
    /** Days on which no window opens, such as holidays. */
    closedDates: z.array(z.iso.date('must be a day, such as 2026-12-25')).max(366).default([]),
    /** Which messages wait: marketing, or all but one-time codes. */
    covers: z.enum(['marketing', 'all-but-otp']).default('marketing'),
    /** Whether those of the urgent lane wait, too. One-time codes never do. */
    urgent: z.boolean().default(false),
    /** Whose clock it is: each recipient's, by the number, or one for all. */
    zone: z
      .string()
      .refine(
        (name) => name === 'recipient' || isZone(name),
        'must be "recipient", or a time zone such as America/Sao_Paulo',
      )
      .default('recipient'),
  })
  .superRefine(({ windows, zone }, { addIssue }) => {
    for (const [index, window] of windows.entries()) {
      const other = windows.findIndex((each, at) => at < index && overlap(each, window))
      if (other < 0) continue
      const message = `overlaps with windows.${other}: make one of them, or end it earlier`
      addIssue({ code: 'custom', path: ['windows', index], message })
    }
    const isSound = windows.length > 0 && windows.every((window) => Window.safeParse(window).success)
    if (!isSound || zone !== 'recipient' || windows.some((window) => minutesOf(window) >= shortestMinutes))
      return
    const message =
      'must have one of more than an hour: numbers of area code 97 have two zones, an hour apart, and wait until it is open in both'
    addIssue({ code: 'custom', path: ['windows'], message })
  })
export type QuietHours = z.infer<typeof QuietHours>

type Window = z.infer<typeof Window>

function overlap(one: Window, other: Window): boolean {
  return one.days.some((day) => other.days.includes(day)) && one.from < other.until && other.from < one.until
}

function minutesOf({ from, until }: Window): number {
  return minuteOfDay(until) - minuteOfDay(from)
}

/** Minutes since midnight of a time of a window. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}
