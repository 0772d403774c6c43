import type { Lane, MessageStatus } from '../../message/index.js'

/** The fields of an entry's hash. One letter each, for every message has them: long names would be a fifth of an entry. */
export const entryField = {
  status: 's',
  /** Names the attempt that holds the message. */
  token: 'k',
  attempts: 'n',
  /** There for urgent messages only. */
  urgent: 'u',
  to: 't',
  namespace: 'm',
  elementName: 'e',
  /** The person's mark, and until when it was noted (persons/person-index.lua.ts); in 0.1.0 another, for webhooks alone. */
  mark: 'h',
  /** Where `to` is sealed, the rest of that (personal-data.ts). */
  label: 'l',
  batch: 'b',
  row: 'r',
  /** Epoch ms. */
  expires: 'x',
  fingerprint: 'p',
  upstream: 'i',
  /** Why it is in its status. */
  detail: 'w',
  /** The code of that, where it is rejected, failed, suppressed or unknown (batch-reasons.lua.ts). */
  reason: 'G',
  billable: 'c',
  /** Not there where it is `API` and `billable` is known. */
  origin: 'o',
  /** The dispatch date of its item in the report, epoch ms. */
  dispatched: 'd',
  /** When the recipient first answered, epoch ms. */
  replied: 'y',
  /** It failed after it went out: going out again is nothing new. */
  wentOut: 'g',
  /** Its person is to be forgotten as soon as it is known what became of it. */
  forget: 'z',
  /** Upstream answered, but said no: under no policy is it sent again before its doubt is resolved. */
  denied: 'a',
  /** An attempt of it counts for its person's cap (1), or was taken back (0) (contacts/caps/cap-counter.lua.ts). */
  counted: 'N',
  /** In doubt: the request of many messages that it went in, by its name there (XML, `identificador`). */
  request: 'j',
  /** What the end of its doubt waits for (doubts.ts). */
  waiting: 'q',
  /** When upstream refused it last, so that others may show whose fault that is (gate/fault-attribution.lua.ts); epoch ms. */
  refused: 'f',
  /** Others got through meanwhile: it was its own fault. */
  own: 'v',
  /** Its last attempts that came to nothing, or to a doubt (tries.lua.ts). */
  tried: 'H',
} as const

/** The fields of the time (epoch ms) of each status. */
export const timeField = {
  enqueued: 'E',
  sending: 'S',
  unknown: 'U',
  accepted: 'A',
  sent: 'T',
  received: 'R',
  read: 'D',
  rejected: 'J',
  failed: 'F',
  expired: 'X',
  cancelled: 'C',
  suppressed: 'P',
} as const satisfies Record<MessageStatus, string>

/** The origin that every message sent through the API has in the report (seed 001, "Relatório via API"). */
export const defaultOrigin = 'API'

/** The same names for Lua: `field.status`, `time_field[status]`. */
export const fieldsLua = `
local field = ${luaTable(entryField)}
local time_field = ${luaTable(timeField)}
local usual_origin = '${defaultOrigin}'
`

/** The lane by the field `urgent`. */
export function laneFromUrgent(urgent: string | null | undefined): Lane {
  return urgent ? 'urgent' : 'bulk'
}

function luaTable(names: Readonly<Record<string, string>>): string {
  return `{ ${Object.entries(names)
    .map(([name, short]) => `${name} = '${short}'`)
    .join(', ')} }`
}
