import type { RateLimitOptions } from './rate-limit/rate-limit.js'
import type { Templates } from './templates/approved-template.js'
import type { XmlStyle } from './xml/xml-style.js'

export interface SandboxOptions {
  /** The one user of the sandbox, for all its routes; the XML interface takes the MD5 of the password. */
  readonly username: string
  readonly password: string
  /** The accounts there are; each has a template limit of its own, the report's is shared. Default `['sandbox']`. */
  readonly configIds?: readonly string[]
  /** The sender of every message, in the report. Default `'5511912341234'`. */
  readonly sender?: string
  /** Default 500 per 60,000 ms, sliding (seed 001: 500/min). */
  readonly limit?: RateLimitOptions
  /** Default 60 per 600,000 ms, sliding (seed 001: 60 in 10 minutes). */
  readonly reportLimit?: RateLimitOptions
  /** 50.02's. Default 1,000 per 60,000 ms, sliding (seed 000 names none). */
  readonly xmlStatusLimit?: RateLimitOptions
  /**
   * Every delay of a status is divided by this. Default 1, as in life: the last reads come after 6 hours. At 1,000 a
   * message's last status comes at most 22 seconds after it was accepted; limits and their windows keep their length.
   */
  readonly timeScale?: number
  /** 0 to 1: so many messages fail after they were sent. Default 0; the report does not tell them from unreceived ones. */
  readonly failureShare?: number
  /** The XML interface's form field `Client`, a company code. Default: any, or none. */
  readonly client?: string | undefined
  /** The `remetente` codes that 50.01 takes. Default: any. One that is a config id has that account's template limit. */
  readonly remetentes?: readonly string[] | undefined
  /** How the XML interface answers, until told otherwise by POST /sandbox/xml. */
  readonly xmlStyle?: Partial<XmlStyle>
  /** What Hi Broker lists, and whether it is held to, until told otherwise by POST /sandbox/templates. Default: nothing. */
  readonly templates?: Templates
  /** Items in the report that were not sent through this sandbox, per real minute. Default 0. */
  readonly foreignPerMinute?: number
  /** Whether the rows of a page of the report come in no order. Default `false`. */
  readonly shuffleReport?: boolean
  /** Status changes are POSTed there as they happen, as by Hi Broker's webhook. Default: nowhere. */
  readonly pushUrl?: string | undefined
  /** Of all randomness (statuses, the faults' probabilities), an unsigned 32-bit integer. Default 1. */
  readonly seed?: number
  /** Epoch milliseconds of a clock that never goes back. Default: the system's, as it was at the start. */
  readonly now?: () => number
  /** Told of failures inside the sandbox, which are answered 500. */
  readonly onError?: (error: unknown) => void
}

export const DEFAULT_OPTIONS = {
  configIds: ['sandbox'],
  sender: '5511912341234',
  limit: { max: 500, windowMs: 60_000, kind: 'sliding' },
  reportLimit: { max: 60, windowMs: 600_000, kind: 'sliding' },
  xmlStatusLimit: { max: 1_000, windowMs: 60_000, kind: 'sliding' },
  timeScale: 1,
  failureShare: 0,
  client: undefined,
  remetentes: undefined,
  xmlStyle: {},
  templates: { templates: [], enforce: false },
  foreignPerMinute: 0,
  shuffleReport: false,
  pushUrl: undefined,
  seed: 1,
  now: () => performance.timeOrigin + performance.now(),
  onError: () => {},
} as const satisfies Omit<SandboxOptions, 'username' | 'password'>

export type SandboxSettings = Required<SandboxOptions>
