import { type Arrivals, createArrivals } from './arrivals/arrivals.js'
import { createFaultPlan, type FaultPlan } from './faults/fault-plan.js'
import { createPeople, type People } from './people/people.js'
import { createPusher, type PushCounts, type Pusher } from './push/pusher.js'
import { createRandom, type Random } from './random.js'
import { createRateLimit } from './rate-limit/create-rate-limit.js'
import { createPeakInWindow, type PeakInWindow } from './rate-limit/peak-in-window.js'
import type { RateLimit } from './rate-limit/rate-limit.js'
import { createForeignItems, type ForeignItems } from './report/foreign-items.js'
import type { SandboxSettings } from './sandbox-options.js'
import type { Templates } from './templates/approved-template.js'
import { SEED_STYLE, type XmlStyle } from './xml/xml-style.js'

export interface Account {
  readonly limit: RateLimit
  readonly peak: PeakInWindow
}

/** All that the sandbox remembers; a reset is a new one. */
export interface State {
  readonly accounts: ReadonlyMap<string, Account>
  /** Counts the requests for accounts that do not exist. */
  readonly nobody: Account
  readonly reportLimit: RateLimit
  /** 50.02's own, with the numbers of the report's. */
  readonly xmlStatusLimit: RateLimit
  readonly arrivals: Arrivals
  readonly foreign: ForeignItems
  readonly people: People
  readonly pusher: Pusher
  readonly random: Random
  readonly counts: Counts
  faults: FaultPlan
  xmlStyle: XmlStyle
  templates: Templates
}

export interface Counts extends PushCounts {
  rejected: number
  unauthorized: number
  throttled: number
  faulted: number
  reportRequests: number
  reportThrottled: number
  /** Requests to the XML interface with the right credentials, however answered: 50.02, and all others. */
  xmlStatusRequests: number
  xmlSendRequests: number
  xmlStatusThrottled: number
}

export function createState(settings: SandboxSettings): State {
  const createAccount = (): Account => ({
    limit: createRateLimit(settings.limit),
    peak: createPeakInWindow(settings.limit.windowMs),
  })
  const random = createRandom(settings.seed)
  const counts: Counts = {
    rejected: 0,
    unauthorized: 0,
    throttled: 0,
    faulted: 0,
    reportRequests: 0,
    reportThrottled: 0,
    xmlStatusRequests: 0,
    xmlSendRequests: 0,
    xmlStatusThrottled: 0,
    pushed: 0,
    pushFailed: 0,
  }
  return {
    accounts: new Map(settings.configIds.map((configId) => [configId, createAccount()])),
    nobody: createAccount(),
    reportLimit: createRateLimit(settings.reportLimit),
    xmlStatusLimit: createRateLimit(settings.xmlStatusLimit),
    arrivals: createArrivals(),
    foreign: createForeignItems(settings, settings.now()),
    people: createPeople(),
    pusher: createPusher(settings, counts),
    random,
    counts,
    faults: createFaultPlan([], random),
    xmlStyle: { ...SEED_STYLE, ...settings.xmlStyle },
    templates: settings.templates,
  }
}

/** Holds the state of now; routes read it anew for each request. */
export interface Sandbox {
  readonly settings: SandboxSettings
  state: State
}
