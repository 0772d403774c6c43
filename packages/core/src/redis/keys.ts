/** Hash: the accounts that programs serve, and have served (served/served-accounts.ts). It is of no account, so of no hash tag. */
export const servedAccountsKey = 'disparo:accounts'
/** Hash that expires: the workers that run (served/running-workers.ts). */
export const runningWorkersKey = 'disparo:workers'
/** Hash: the API keys there are, two fields each (@disparo/service/keys). */
export const apiKeysKey = 'disparo:keys'

/** String: which layout all of this has (layout/layout-mark.ts). It is of no account, so of no hash tag. Lease: who migrates it. */
export const layoutKey = 'disparo:layout'
export const layoutLeaseKey = 'disparo:layout:lease'

/** What suppressions for all accounts are kept under, as if it were one: no account can have this name. */
export const everyAccount = '*'

/** String that expires: a session of the console, by the hash of its id. It is of no account, so of no hash tag. */
export function sessionKey(idHash: string): string {
  return `disparo:session:${idHash}`
}

/** The Redis keys of one account. All share one hash tag, so a Redis Cluster keeps an account on one slot. */
export interface AccountKeys {
  /** Prefix of BullMQ's own keys. */
  readonly prefix: string
  /** String that expires: a worker has shown itself (queue/lanes/worker-heartbeat.ts). */
  readonly worker: string
  /** Stream that expires: who did what (audit/note-act.ts). */
  readonly audit: string
  /** Channel: there is something to do (redis/wake.ts). */
  readonly wake: string
  /** List that expires: how long the latest urgent messages took (queue/lanes/urgent-times.ts). */
  readonly urgentTimes: string
  readonly gate: string
  readonly permits: string
  /** Hash: what upstream's answers say of the limit, while that is not what the account's settings say. */
  readonly gateLimit: string
  /** Hash: whose fault refusals are (gate/fault-attribution.lua.ts). */
  readonly faults: string
  /** XML: hash of how many messages may go in one request now, and which refusal came for several in a row. */
  readonly gateGroups: string
  /** The report's quota: a gate of its own. */
  readonly reportGate: string
  readonly reportPermits: string
  /** Who follows the statuses. `formerReportLease` keeps workers out that know no long slices (scanner-lease.ts). */
  readonly reportLease: string
  readonly formerReportLease: string
  /** ZSET: when upstream stood still (from, ms), by when it answered again (ms). */
  readonly upstreamOutages: string
  /** Hash: what scanning has learnt (clock skew, items per message, sender, the last scan). */
  readonly reportState: string
  /** Hashes number of a half-minute's slice → messages ever in it, messages still open, start of the last complete scan (ms). */
  readonly slicesTotal: string
  readonly slicesOpen: string
  readonly slicesScanned: string
  /** Hash: the same of slices that have been merged into longer ones (ledger/reports/slice.ts). */
  readonly slicesLong: string
  /** Hash: slice number → report items in its time that are none of ours, and `total`, those of slices dropped. */
  readonly foreignItems: string
  /** ZSET: the messages in doubt, by the time (ms) they came to be. */
  readonly unknown: string
  /** ZSET: the messages released from doubt, or reopened, whose jobs may not run yet, by the time (ms) of that. */
  readonly released: string
  /** Set: `<lane>:<mark>` of the data keys that messages are parked for, and of each a ZSET of those, by when (ms). */
  readonly parked: string
  /** ZSET: the batches just paused, resumed or cancelled whose waiting messages do not all show it yet. */
  readonly batchPhaseChanges: string
  /** ZSET: the batches there are, by when they were made (ms). */
  readonly batches: string
  readonly batchesLease: string
  /** ZSETs: the batches that have halted by themselves, by when (ms); those whose canary goes, by when it is judged at the latest (ms). */
  readonly batchesHalted: string
  readonly batchCanaries: string
  /** XML: ZSETs of the requests (by the code in their answers) whose statuses are followed: next look, sent (ms). */
  readonly requestsDue: string
  readonly requestsSent: string
  /** Hash: what persons are marked with, since when there is an index of their messages, and how long that keeps (persons/person-marks.ts). */
  readonly persons: string
  /** Hash: the parts of that index, each with how many messages were noted in it (ledger/persons/person-index.lua.ts). */
  readonly personParts: string
  /** Start of the keys of who is suppressed (contacts/suppression/suppression.lua.ts). */
  readonly suppressed: string
  /** Hash: who and what has put people there, and how many are left of each (contacts/suppression/add.lua.ts). */
  readonly suppressionSources: string
  /** Hash: how many were added and lifted on each day. */
  readonly suppressionDays: string
  /** ZSET that expires: who has lifted what and why, by when (contacts/suppression/lifts.ts). */
  readonly suppressionLifts: string
  /** Cluster: strings. How often the list for all accounts was changed, and what an account's copy of it has (contacts/suppression/copies.ts). */
  readonly suppressionVersion: string
  readonly suppressionCopyVersion: string
  readonly suppressionLease: string
  /** ZSET that expires: the events that have put people there by a rule (contacts/rules/suppress-by-rule.ts), by when (ms). */
  readonly suppressionEvents: string
  /** Strings of BullMQ's, one a lane: there once a message was enqueued. */
  readonly jobCounters: readonly string[]
  /** Never written to: whether Redis would take it is asked with it. */
  readonly writeProbe: string
  /** Strings: how many messages came in this minute, single urgent ones and all others. */
  readonly quotaUrgent: string
  readonly quotaBulk: string
  /** Stream: status changes that callbacks have not taken yet. */
  readonly events: string
  /** Hash: whether there is a callback, how it stands (last delivery, failures in a row, disabled or not), and who waits. */
  readonly callbacks: string
  /** Hash message id → its changes that callbacks have taken and not told yet (callback/sequences.lua.ts). */
  readonly callbackSequences: string
  /** ZSET: the changes whose turn has come and that have no job yet, by when they were written (ms). */
  readonly callbackReady: string
  /** ZSET: of those in `callbackNext` that no worker could open, `<mark> <member>`, in the order of that text. */
  readonly callbackParked: string
  /** ZSET: jobs of callbacks that failed and may be tried once before they are due, by when they failed (ms). */
  readonly callbackEarly: string
  /** Hash job id → when it is due (ms), while it is tried early. */
  readonly callbackEarlyDue: string
  /**
   * Webhook events of no message known (ledger/webhook-events/unmatched-events.lua.ts). Stream: those events. Hash: which of them an upstream id
   * or a recipient leads to. ZSET: those to be matched again.
   */
  readonly webhookUnmatched: string
  readonly webhookMatchKeys: string
  readonly webhookRematch: string
  /** Hash: how many events there were, and up to which of the stream they were matched again. */
  readonly webhookCounts: string
  /** Hash: the templates in force, how they were read, and what is done with messages that do not go with them (catalogue/catalogue-state.ts). */
  readonly templates: string
  /** Who reads the templates from where they come from. */
  readonly templatesLease: string
  /** Hash: how many messages fell asleep until which hour (contacts/hours/hours.lua.ts). String: the hours that workers go by. */
  readonly quietHours: string
  readonly quietHoursMark: string
  /** Who wakes those that fell asleep by other hours. */
  readonly quietHoursLease: string
  /** Hash: for how long back it is known how often persons were messaged (ledger/caps), and who finds that out. */
  readonly capped: string
  readonly cappedLease: string
  /** ZSET: the batches of which messages wait for their persons' caps, by until when (ms). */
  readonly cappedBatches: string
  /** ZSET: the messages of no batch that do, by the same; before each id `b` or `u`, for its lane. */
  readonly cappedAlone: string
  /** ZSET: the messages parked for one data key, as `parked` names it. */
  parkedFor(place: string): string
  /** List of the ids of the messages of a slice's half-minute, packed where they are UUIDs. */
  slice(n: number): string
  /** String: which messages went out in an hour (epoch) of Redis's clock, 24 bytes each (ledger/dispatch-log/dispatch-log.lua.ts). */
  dispatched(hour: number): string
  /** XML: list of the ids of a request's messages, in the order of its contacts, packed where they are UUIDs. */
  request(code: string): string
  message(id: string): string
  /** ZSET: the messages of 24 hours sent to a recipient, by its digits or, where they are sealed, by its mark. */
  recipient(name: string): string
  /** String: the lane in which a message with a key is about to be enqueued. */
  claim(id: string): string
  batch(id: string): string
  /** Bitmap: which places of the batch are messages of it. Known by their place, rows have that of their number. */
  batchRows(id: string): string
  /** Hash place → message id, for the rows whose id comes from a key of their own. */
  batchKeys(id: string): string
  /** List: the marks of its rows, 13 bytes each, by which a row is known again (queue/enqueue/rows/row-hash.ts). */
  batchRowHashes(id: string): string
  /** Bitmap: at which places a message was withdrawn, so that the same row is a new one when it comes again. */
  batchWithdrawn(id: string): string
  /** List: what was wrong with the rows of its last import, without their values. */
  batchRejected(id: string): string
  /** Hash: how many of its messages came to which status when (ledger/entry/batch-series.lua.ts). */
  batchSeries(id: string): string
  /** Hash: for which reasons messages of it are rejected, failed or unknown (ledger/entry/batch-reasons.lua.ts). */
  batchReasons(id: string): string
  /** Set: the messages of it that are tried first, while that goes on. */
  batchCanary(id: string): string
  /** Hash: how many messages of it fell asleep until which hour. */
  batchQuietHours(id: string): string
  /** String: the batch that an input of this name became within a day, by a hash of the name. */
  importName(name: string): string
}

export function accountKeys(account: string): AccountKeys {
  const prefix = `disparo:{${account}}`
  return {
    prefix,
    worker: `${prefix}:worker`,
    audit: `${prefix}:audit`,
    wake: `${prefix}:wake`,
    urgentTimes: `${prefix}:urgent:times`,
    gate: `${prefix}:gate`,
    permits: `${prefix}:gate:permits`,
    gateLimit: `${prefix}:gate:limit`,
    faults: `${prefix}:gate:blame`,
    gateGroups: `${prefix}:gate:groups`,
    reportGate: `${prefix}:report:gate`,
    reportPermits: `${prefix}:report:permits`,
    reportLease: `${prefix}:report:scanner`,
    formerReportLease: `${prefix}:report:lease`,
    upstreamOutages: `${prefix}:silences`,
    reportState: `${prefix}:report:state`,
    slicesTotal: `${prefix}:slices:total`,
    slicesOpen: `${prefix}:slices:open`,
    slicesScanned: `${prefix}:slices:scanned`,
    slicesLong: `${prefix}:slices:long`,
    foreignItems: `${prefix}:slices:foreign`,
    unknown: `${prefix}:unknown`,
    released: `${prefix}:released`,
    parked: `${prefix}:parked`,
    batchPhaseChanges: `${prefix}:batches:moved`,
    batches: `${prefix}:batches`,
    batchesLease: `${prefix}:batches:lease`,
    batchesHalted: `${prefix}:batches:halted`,
    batchCanaries: `${prefix}:batches:canaries`,
    requestsDue: `${prefix}:requests:due`,
    requestsSent: `${prefix}:requests:sent`,
    persons: `${prefix}:persons`,
    personParts: `${prefix}:persons:parts`,
    suppressed: `${prefix}:suppressed:`,
    suppressionSources: `${prefix}:suppressed:sources`,
    suppressionDays: `${prefix}:suppressed:days`,
    suppressionLifts: `${prefix}:suppressed:lifts`,
    suppressionVersion: `${prefix}:suppressed:version`,
    suppressionCopyVersion: `${prefix}:suppressed:all:version`,
    suppressionLease: `${prefix}:suppressed:lease`,
    suppressionEvents: `${prefix}:suppressed:events`,
    jobCounters: [`${prefix}:${account}-urgent:id`, `${prefix}:${account}-bulk:id`],
    writeProbe: `${prefix}:never-there`,
    quotaUrgent: `${prefix}:quota:urgent`,
    quotaBulk: `${prefix}:quota:bulk`,
    events: `${prefix}:events`,
    callbacks: `${prefix}:callbacks`,
    callbackSequences: `${prefix}:callbacks:lines`,
    callbackReady: `${prefix}:callbacks:next`,
    callbackParked: `${prefix}:callbacks:parked`,
    callbackEarly: `${prefix}:callbacks:early`,
    callbackEarlyDue: `${prefix}:callbacks:early:due`,
    webhookUnmatched: `${prefix}:webhook:unmatched`,
    webhookMatchKeys: `${prefix}:webhook:awaited`,
    webhookRematch: `${prefix}:webhook:due`,
    webhookCounts: `${prefix}:webhook:counts`,
    templates: `${prefix}:templates`,
    templatesLease: `${prefix}:templates:lease`,
    quietHours: `${prefix}:quiet-hours`,
    quietHoursMark: `${prefix}:quiet-hours:mark`,
    quietHoursLease: `${prefix}:quiet-hours:lease`,
    capped: `${prefix}:capped`,
    cappedLease: `${prefix}:capped:lease`,
    cappedBatches: `${prefix}:capped:batches`,
    cappedAlone: `${prefix}:capped:alone`,
    parkedFor: (place) => `${prefix}:parked:${place}`,
    slice: (n) => `${prefix}:slice:${n}`,
    dispatched: (hour) => `${prefix}:dispatched:${hour}`,
    request: (code) => `${prefix}:request:${code}`,
    recipient: (name) => `${prefix}:to:${name}`,
    message: (id) => `${prefix}:msg:${id}`,
    claim: (id) => `${prefix}:claim:${id}`,
    batch: (id) => `${prefix}:batch:${id}`,
    batchRows: (id) => `${prefix}:batch:${id}:rows`,
    batchKeys: (id) => `${prefix}:batch:${id}:keys`,
    batchRowHashes: (id) => `${prefix}:batch:${id}:marks`,
    batchWithdrawn: (id) => `${prefix}:batch:${id}:withdrawn`,
    importName: (name) => `${prefix}:source:${name}`,
    batchSeries: (id) => `${prefix}:batch:${id}:series`,
    batchReasons: (id) => `${prefix}:batch:${id}:reasons`,
    batchCanary: (id) => `${prefix}:batch:${id}:canary`,
    batchQuietHours: (id) => `${prefix}:batch:${id}:quiet-hours`,
    batchRejected: (id) => `${prefix}:batch:${id}:rejected`,
  }
}
