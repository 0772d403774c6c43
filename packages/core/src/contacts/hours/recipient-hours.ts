import { minuteOfDay, type QuietHours, weekdays } from '../../account/index.js'
import { type OpenHours, openHours, type Timetable } from './open-hours.js'
import { zoneOfCountry, zonesOf } from './zones-of.js'

/** When messages may go to whom. */
export interface RecipientHours {
  /** Around a moment (epoch ms), in the recipient's zones. What was reckoned for a zone serves until it closes. */
  hoursOf(recipient: string, now: number): OpenHours
  /** The same in the account's zone: for what is said of many at once. */
  ownHours(now: number): OpenHours
}

/** @param country the account's: whose clock it is where a number does not tell */
export function openRecipientHours(
  settings: Pick<QuietHours, 'windows' | 'closedDates' | 'zone'>,
  country: string,
): RecipientHours {
  const timetable = timetableOf(settings)
  const own = [settings.zone === 'recipient' ? zoneOfCountry(country) : settings.zone]
  const known = new Map<string, { readonly since: number; readonly hours: OpenHours }>()
  const hoursIn = (zones: readonly string[], now: number): OpenHours => {
    const key = zones.length === 1 ? (zones[0] as string) : zones.join()
    const found = known.get(key)
    if (found && found.since <= now && now < found.hours.until) return found.hours
    const hours = openHours(timetable, zones, now)
    known.set(key, { since: now, hours })
    return hours
  }
  return {
    hoursOf: (recipient, now) => hoursIn(settings.zone === 'recipient' ? zonesOf(recipient, own) : own, now),
    ownHours: (now) => openHours(timetable, own, now),
  }
}

const minuteMs = 60_000

function timetableOf({ windows, closedDates }: Pick<QuietHours, 'windows' | 'closedDates'>): Timetable {
  const sundayFirst = ['sun', ...weekdays.slice(0, -1)] as const
  const days = sundayFirst.map((day) =>
    windows
      .filter((window) => window.days.some((each) => each === day))
      .map(({ from, until }) => [minuteOfDay(from) * minuteMs, minuteOfDay(until) * minuteMs] as const)
      .toSorted(([one], [other]) => one - other),
  )
  return { days, closedDates: new Set(closedDates) }
}
