import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { QuietHours, type weekdays } from '../../account/index.js'
import { namedZones } from './country-zones.js'
import { openRecipientHours } from './recipient-hours.js'
import { zoneOfCountry, zonesOf } from './zones-of.js'

const always = { closedDates: [] as string[] }
const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const at = (iso: string) => Date.parse(iso)

const clocks = new Map<string, Intl.DateTimeFormat>()

/** What a zone's clock shows, asked in another way than the code does. */
function wallClock(
  zone: string,
  moment: number,
): { day: (typeof weekdays)[number]; date: string; time: string } {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit' },
    })
    clocks.set(zone, clock)
  }
  const [date = '', time = ''] = clock.format(moment).split(' ')
  const day = new Date(`${date}T12:00:00Z`).toUTCString().slice(0, 3).toLowerCase()
  return { day: day as (typeof weekdays)[number], date, time }
}

function mayGo({ windows, closedDates }: QuietHours, zone: string, moment: number): boolean {
  const { day, date, time } = wallClock(zone, moment)
  if (closedDates.includes(date)) return false
  return windows.some(({ days, from, until }) => days.includes(day) && from <= time && time < until)
}

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

const settings = fc
  .record({
    windows: fc.uniqueArray(
      fc.record({
        day: fc.constantFrom(...everyDay),
        from: fc.integer({ min: 0, max: 95 }),
        quarters: fc.integer({ min: 1, max: 96 }),
      }),
      { minLength: 1, maxLength: 9, selector: ({ day }) => day },
    ),
    closed: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 }),
  })
  .map(({ windows, closed }) => ({ windows, closed }))

describe('when messages may go', () => {
  // Histories with summer time: Brazil's began and ended at midnight, and ended for good in 2019.
  const zones = [
    'America/Sao_Paulo',
    'Europe/Lisbon',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  ]
  const changes = [
    '2018-11-04',
    '2018-02-18',
    '2019-02-17',
    '2024-03-10',
    '2024-11-03',
    '2026-03-29',
    '2026-10-25',
  ]

  test('is exactly when the clock of its zone shows a time within a window', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.constantFrom(...changes),
        fc.integer({ min: -3 * 1440, max: 3 * 1440 }),
        settings,
        (zone, date, minutes, { windows, closed }) => {
          const start = at(`${date}T00:00:00Z`)
          const now = start + minutes * 60_000
          const quiet = QuietHours.parse({
            windows: windows.map(({ day, from, quarters }) => ({
              days: [day],
              from: hhmm(from * 15),
              until: hhmm(Math.min(1440, (from + quarters) * 15)),
            })),
            closedDates: closed.map((days) => new Date(start + days * 86_400_000).toISOString().slice(0, 10)),
            zone,
          })
          const { from, until, next } = openRecipientHours(quiet, 'BR').ownHours(now)
          expect(until).toBeGreaterThan(now)
          expect(mayGo(quiet, zone, now)).toBe(from <= now)
          const opens = Math.max(from, now)
          expect(mayGo(quiet, zone, opens)).toBe(true)
          expect(mayGo(quiet, zone, until)).toBe(false)
          expect(mayGo(quiet, zone, next)).toBe(true)
          // Nothing between: looked at every quarter of an hour, which is how clocks and these windows move.
          const between = (low: number, high: number, isOpen: boolean) => {
            for (let step = 0, t = low; t < high && step < 400; t += 15 * 60_000, step += 1) {
              expect(mayGo(quiet, zone, t)).toBe(isOpen)
            }
          }
          between(now, opens, false)
          between(opens, until, true)
          between(until, next, false)
        },
      ),
      { numRuns: 40 },
    )
  }, 60_000)

  test('begins where an hour that is left out would have, and twice where one comes twice', () => {
    const nights = { ...always, windows: [{ days: [...everyDay], from: '00:30', until: '01:30' }] }
    // 2018-11-04: São Paulo's clocks went from 00:00 to 01:00.
    const brazil = openRecipientHours({ ...nights, zone: 'America/Sao_Paulo' }, 'BR')
    expect(brazil.ownHours(at('2018-11-04T02:00:00Z'))).toMatchObject({
      from: at('2018-11-04T03:00:00Z'),
      until: at('2018-11-04T03:30:00Z'),
    })
    // 2024-11-03: New York's went from 02:00 to 01:00.
    const newYork = openRecipientHours({ ...nights, zone: 'America/New_York' }, 'BR')
    expect(newYork.ownHours(at('2024-11-03T04:45:00Z'))).toEqual({
      from: at('2024-11-03T04:30:00Z'),
      until: at('2024-11-03T05:30:00Z'),
      next: at('2024-11-03T06:00:00Z'),
    })
  })

  test('is never within a year of dates that are closed, and then again', () => {
    const closedDates = Array.from({ length: 366 }, (_, day) =>
      new Date(at('2026-01-01') + day * 86_400_000).toISOString().slice(0, 10),
    )
    const hours = openRecipientHours(
      { closedDates, windows: [{ days: [...everyDay], from: '08:00', until: '20:00' }], zone: 'UTC' },
      'BR',
    )
    expect(hours.ownHours(at('2025-12-31T20:00:00Z')).from).toBe(at('2027-01-02T08:00:00Z'))
  })

  test('never ends where all days are open all day', () => {
    const windows = [{ days: [...everyDay], from: '00:00', until: '24:00' }]
    const hours = openRecipientHours({ ...always, windows, zone: 'Europe/Lisbon' }, 'BR')
    const now = at('2026-03-29T00:00:00Z')
    expect(hours.ownHours(now).until - now).toBeGreaterThan(400 * 86_400_000)
  })

  test('is a matter of the area code, and open in 97 only when it is in both its zones', () => {
    const windows = [{ days: [...everyDay], from: '08:00', until: '20:00' }]
    const hours = openRecipientHours({ ...always, windows, zone: 'recipient' }, 'BR')
    const opens = (phone: string) => {
      const { from, until } = hours.hoursOf(phone, at('2026-12-01T03:00:00Z'))
      return [from, until].map((moment) => new Date(moment).toISOString().slice(11, 16))
    }
    expect(opens('5511987654321')).toEqual(['11:00', '23:00'])
    expect(opens('5581987654321')).toEqual(['11:00', '23:00'])
    expect(opens('5565987654321')).toEqual(['12:00', '00:00'])
    expect(opens('5568987654321')).toEqual(['13:00', '01:00'])
    expect(opens('5597987654321')).toEqual(['13:00', '00:00'])
    expect(opens('351912345678')).toEqual(['11:00', '23:00']) // Portugal has two zones: the account's.
    expect(opens('541123456789')).toEqual(['11:00', '23:00'])
    expect(opens('919876543210')).toEqual(['02:30', '14:30'].map((time) => time))
  })

  test('is known of every area code and country by a zone that exists', () => {
    const codes = ['65', '66', '67', '69', '92', '95']
    const now = at('2026-12-01T12:00:00Z')
    const offset = (zone: string) => wallClock(zone, now).time
    for (const code of codes) expect(zonesOf(`55${code}987654321`, []).map(offset)).toEqual(['08:00'])
    expect(zonesOf('5568987654321', []).map(offset)).toEqual(['07:00'])
    expect(zonesOf('5597987654321', []).map(offset)).toEqual(['08:00', '07:00'])
    for (let code = 11; code < 100; code += 1) {
      if ([...codes, '68', '97'].includes(String(code))) continue
      expect(zonesOf(`55${code}987654321`, []).map(offset)).toEqual(['09:00'])
    }
    for (const zone of namedZones()) expect(() => offset(zone)).not.toThrow()
    expect(zoneOfCountry('US')).toBe('America/New_York')
  })

  test('costs a message microseconds', () => {
    const windows = [{ days: [...everyDay], from: '08:00', until: '20:00' }]
    const hours = openRecipientHours({ ...always, windows, zone: 'recipient' }, 'BR')
    const now = at('2026-12-01T12:00:00Z')
    const first = hours.hoursOf('5511987654321', now)
    // Not by time: the very same answer, until it closes or the clock is set back before it was reckoned.
    expect(hours.hoursOf('5511912345678', first.until - 1)).toBe(first)
    expect(hours.hoursOf('5511912345678', first.until).from).toBe(first.next)
  })
})
