import type { StackOptions } from '../stack/stack.js'

/** The accounts of a recording. What is of `sealed` is sealed with the data key, and its labels are unique. */
export const accountNames = ['clear', 'sealed', 'xml'] as const
export type AccountName = (typeof accountNames)[number]

/** Of this recording alone: it opens nothing else. */
export const dataKey = `fixture:${Buffer.alloc(32, 'layout').toString('base64')}`

/** How many messages were left in each state. All are batches of their own, by the name as their key. */
const restKinds = {
  /** Accepted before those in doubt, and after them. */
  before: 3,
  after: 3,
  /** Hi Platform took it and its answer was lost. */
  taken: 2,
  /** The connection broke, and Hi Platform had not taken it. */
  untaken: 1,
  /** Refused with 503 so far; the next attempt is due. */
  retried: 1,
  /** Of a paused batch, and asleep. */
  asleep: 3,
  /** Hi Platform took it, and the worker was killed before the answer. */
  interrupted: 2,
  /** Never tried. */
  queued: 5,
  /** Of batches that were stopped while no worker ran. */
  paused: 3,
  cancelled: 3,
} as const

/** By XML all messages of a request share its fate, and nothing but requests can be looked up. */
const xmlKinds = { before: 3, taken: 2, queued: 4, paused: 2 } as const

export type Kind = keyof typeof restKinds

export function kindsOf(account: AccountName): Readonly<Partial<Record<Kind, number>>> {
  return account === 'xml' ? xmlKinds : restKinds
}

const firstRecipient = { clear: 5_511_900_001_000, sealed: 5_511_900_002_000, xml: 5_511_900_003_000 }

/** Whom the messages of a kind are for; nobody gets two. */
export function recipientsOf(account: AccountName, kind: Kind): readonly string[] {
  const count = kindsOf(account)[kind] ?? 0
  const first = firstRecipient[account] + 10 * Object.keys(restKinds).indexOf(kind)
  return Array.from({ length: count }, (_, n) => `${first + n}`)
}

/** Rows of these have keys of their own. */
const keyed: readonly Kind[] = ['before', 'paused']

/** The kind is the template's name, too, so that faults find it. By XML nothing has a label. */
export function rowsOf(account: AccountName, kind: Kind): string {
  const hasLabel = account !== 'xml'
  const isKeyed = keyed.includes(kind)
  const row = (to: string) => [
    ...[to, 'avisos', kind, `Olá ${to}`],
    ...(hasLabel ? [`fixture-${kind}`] : []),
    ...(isKeyed ? [`row-${to}`] : []),
  ]
  const columns = ['to', 'namespace', 'elementName', 'body1']
  const header = [...columns, ...(hasLabel ? ['externalLabel'] : []), ...(isKeyed ? ['key'] : [])]
  return [header, ...recipientsOf(account, kind).map(row)].map((cells) => cells.join(',')).join('\n')
}

/** A one-time code, in the urgent lane; of no batch. */
export function codeFor(account: AccountName): { readonly to: string } {
  const otp = { type: 'otp', parameters: [{ type: 'text', text: '123456' }] }
  const message = { to: `${firstRecipient[account] + 900}`, namespace: 'avisos', elementName: 'senha' }
  return { ...message, ...{ components: [otp] } }
}

/** Short enough for a test, in recording as in reading. */
export const stackOptions = {
  limit: { max: 300, windowMs: 3_000 },
  account: {
    safetyMarginMs: 300,
    requestTimeoutMs: 2_000,
    outage: { closeAfter: 5, firstPauseMs: 50, longestPauseMs: 400 },
    reconcile: { limit: { max: 600, windowMs: 60_000 }, reportLagMs: 1_000, dispatchLagMs: 3_000 },
  },
  accounts: {
    sealed: { uniqueLabel: true },
    xml: { transport: 'xml', xml: { groupMax: 10, groupWaitMs: 50 } },
  },
  env: {
    sandbox: {
      SANDBOX_REPORT_LIMIT_MAX: '600',
      SANDBOX_REPORT_LIMIT_WINDOW_MS: '60000',
      SANDBOX_TIME_SCALE: '1000',
    },
    worker: { WORKER_LOCK_MS: '2000' },
  },
} as const satisfies StackOptions
