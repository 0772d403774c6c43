import { minuteOfDay, type QuietHours, weekdays } from '../../account/index.js'
import { type OpenHours, openHours, type Timetable } from './open-hours.js'
import { zoneOfCountry, zonesOf } from './zones-of.js'

/** When messages may go to whom. */
export interface RecipientHours {
  /** Around a moment (epoch ms), in the recipient's zones. Reckoned once for each span of a zone. */
  hoursOf(recipient: string, now: number): OpenHours
  /** The same in the account's zone: for what is said of many at once. */
  ownHours(now: number): OpenHours
}

/** What was reckoned serves from a moment until it closes. */
interface Known {
  readonly since: number
  readonly hours: OpenHours
}

/** Rows of a batch may be due on any day. */
const mostKnown = 32

/** @param country the account's: whose clock it is where a number does not tell */
export function openRecipientHours(
  settings: Pick<QuietHours, 'windows' | 'closedDates' | 'zone'>,
  country: string,
): RecipientHours {
  const timetable = timetableOf(settings)
  const own = [settings.zone === 'recipient' ? zoneOfCountry(country) : settings.zone]
  const known = new Map<string, Known[]>()
  const hoursIn = (zones: readonly string[], now: number): OpenHours => {
    const key = zones.length === 1 ? (zones[0] as string) : zones.join()
    const ofZone = known.get(key) ?? []
    const found = ofZone.find(({ since, hours }) => since <= now && now < hours.until)
    if (found) return found.hours
    const hours = openHours(timetable, zones, now)
    known.set(key, [{ since: Math.min(now, hours.from), hours }, ...ofZone.slice(0, mostKnown - 1)])
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
