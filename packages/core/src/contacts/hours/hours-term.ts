import { createHash } from 'node:crypto'
import type { Account, QuietHours } from '../../account/index.js'
import type { Lane } from '../../message/index.js'
import type { HoursOf } from '../contacts.js'
import type { MessageKind } from '../kind.js'
import type { OpenHours } from './open-hours.js'
import { openRecipientHours, type RecipientHours } from './recipient-hours.js'

/** The quiet hours of an account. */
export interface Hours extends RecipientHours {
  /** Tells these settings from others: who fell asleep by others is woken. */
  readonly mark: string
  /** Whether such messages keep them. */
  holds(kind: MessageKind, lane: Lane): boolean
}

/** @returns `undefined` where messages go at any time */
export function openQuietHours(account: Pick<Account, 'quietHours' | 'defaultCountry'>): Hours | undefined {
  const { quietHours, defaultCountry } = account
  if (!quietHours) return undefined
  return {
    ...openRecipientHours(quietHours, defaultCountry),
    mark: hoursMark(account),
    holds: (kind, lane) => holds(quietHours, kind, lane),
  }
}

/** Of no quiet hours it is empty. */
export function hoursMark({
  quietHours,
  defaultCountry,
}: Pick<Account, 'quietHours' | 'defaultCountry'>): string {
  if (!quietHours) return ''
  return createHash('sha256')
    .update(JSON.stringify([quietHours, defaultCountry]))
    .digest('base64url')
    .slice(0, 6)
}

function holds({ covers, urgent }: QuietHours, kind: MessageKind, lane: Lane): boolean {
  if (kind === 'otp' || (lane === 'urgent' && !urgent)) return false
  return kind === 'marketing' || covers === 'all-but-otp'
}

/**
 * What `begin` is told of them (hours.lua.ts): `from,until,next,mark`, in whole seconds, as windows and changes of clocks are.
 * @param clock epoch ms
 */
export function hoursTerms(hours: Hours, clock: () => number): HoursOf {
  const terms = new WeakMap<OpenHours, string>()
  return ({ to }, kind, lane) => {
    if (!hours.holds(kind, lane)) return ''
    const open = hours.hoursOf(to, clock())
    const known = terms.get(open)
    if (known !== undefined) return known
    const { from, until, next } = open
    const term = [
      Math.ceil(from / 1_000),
      Math.floor(until / 1_000),
      Math.ceil(next / 1_000),
      hours.mark,
    ].join()
    terms.set(open, term)
    return term
  }
}
