import {
  type Contacts,
  type FrequencyCap,
  hoursTerms,
  openContacts,
  openListOfAll,
  openQuietHours,
} from '@disparo/core/internal/contacts'
import { openPersons, type Persons } from '@disparo/core/internal/persons'
import { type AccountKeys, accountKeys } from '@disparo/core/internal/redis'
import type { Redis } from 'ioredis'
import { CAP, RETENTION_MS } from './fill-counters.js'

/** One way to begin messages: all off, all on, or one of them alone. */
export interface BeginSide {
  readonly name: string
  readonly keys: AccountKeys
  readonly persons: Persons
  readonly contacts: Contacts
  readonly cap?: FrequencyCap | undefined
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Hours that are always open, by the clock of each recipient: what is asked is the same. */
const quietHours = {
  windows: [{ days: [...days], from: '00:00', until: '24:00' }],
  ...{ closedDates: [], covers: 'marketing', urgent: false, zone: 'recipient' },
} as const satisfies Parameters<typeof openQuietHours>[0]['quietHours']

/** The first has all off. `accounts`: which has nobody suppressed and nothing counted, which has counters, and which has both. */
export function openSides(
  redis: Redis,
  accounts: { readonly none: string; readonly counters: string; readonly all: string },
): [off: BeginSide, ...on: BeginSide[]] {
  const listOfAll = openListOfAll(redis, undefined)
  const open = openQuietHours({ quietHours, defaultCountry: 'BR' })
  const hours = open && hoursTerms(open, Date.now)
  const side = (name: string, account: string, { hasHours = false, hasCap = false } = {}): BeginSide => {
    const keys = accountKeys(account)
    return {
      ...{ name, keys, persons: openPersons({ redis, keys, retentionMs: RETENTION_MS }) },
      contacts: openContacts({ listOfAll, ...(hasHours && { hours }) }),
      ...(hasCap && { cap: CAP }),
    }
  }
  return [
    side('all off', accounts.none),
    side('all on', accounts.all, { hasHours: true, hasCap: true }),
    side('suppressed people alone', accounts.all),
    side('quiet hours alone', accounts.none, { hasHours: true }),
    side('cap alone', accounts.counters, { hasCap: true }),
  ]
}
