/** The Redis keys of one account. All share one hash tag, so a Redis Cluster keeps an account on one slot. */
export type AccountKeys = Readonly<ReturnType<typeof accountKeys>>

export function accountKeys(account: string) {
  const prefix = `disparo:{${account}}`
  return {
    /** Prefix of BullMQ's own keys. */
    prefix,
    /** String that expires: a worker has shown itself (queue/lanes/worker-heartbeat.ts). */
    worker: `${prefix}:worker`,
    /** Stream that expires: who did what (audit/note-act.ts). */
    audit: `${prefix}:audit`,
    /** Channel: there is something to do (redis/wake.ts). */
    wake: `${prefix}:wake`,
    /** List that expires: how long the latest urgent messages took (queue/lanes/urgent-times.ts). */
    urgentTimes: `${prefix}:urgent:times`,
    gate: `${prefix}:gate`,
    permits: `${prefix}:gate:permits`,
    /** Hash: what upstream's answers say of the limit, while that is not what the account's settings say. */
    gateLimit: `${prefix}:gate:limit`,
    /** Hash: whose fault refusals are (gate/fault-attribution.lua.ts). */
    faults: `${prefix}:gate:blame`,
    /** XML: hash of how many messages may go in one request now, and which refusal came for several in a row. */
    gateGroups: `${prefix}:gate:groups`,
    /** The report's quota: a gate of its own. */
    reportGate: `${prefix}:report:gate`,
    reportPermits: `${prefix}:report:permits`,
    /** Who follows the statuses. `formerReportLease` keeps workers out that know no long slices (scanner-lease.ts). */
    reportLease: `${prefix}:report:scanner`,
    formerReportLease: `${prefix}:report:lease`,
    /** ZSET: when upstream stood still (from, ms), by when it answered again (ms). */
    upstreamOutages: `${prefix}:silences`,
    /** Hash: what scanning has learnt (clock skew, items per message, sender, the last scan). */
    reportState: `${prefix}:report:state`,
    /** Hashes number of a half-minute's slice → messages ever in it, messages still open, start of the last complete scan (ms). */
    slicesTotal: `${prefix}:slices:total`,
    slicesOpen: `${prefix}:slices:open`,
    slicesScanned: `${prefix}:slices:scanned`,
    /** Hash: the same of slices that have been merged into longer ones (ledger/reports/slice.ts). */
    slicesLong: `${prefix}:slices:long`,
    /** Hash: slice number → report items in its time that are none of ours, and `total`, those of slices dropped. */
    foreignItems: `${prefix}:slices:foreign`,
    /** ZSET: the messages in doubt, by the time (ms) they came to be. */
    unknown: `${prefix}:unknown`,
    /** ZSET: the messages released from doubt, or reopened, whose jobs may not run yet, by the time (ms) of that. */
    released: `${prefix}:released`,
    /** Set: `<lane>:<mark>` of the data keys that messages are parked for, and of each a ZSET of those, by when (ms). */
    parked: `${prefix}:parked`,
    /** ZSET: the batches just paused, resumed or cancelled whose waiting messages do not all show it yet. */
    batchPhaseChanges: `${prefix}:batches:moved`,
    /** ZSET: the batches there are, by when they were made (ms). */
    batches: `${prefix}:batches`,
    batchesLease: `${prefix}:batches:lease`,
    /** ZSETs: the batches that have halted by themselves, by when (ms); those whose canary goes, by when it is judged at the latest (ms). */
    batchesHalted: `${prefix}:batches:halted`,
    batchCanaries: `${prefix}:batches:canaries`,
    /** XML: ZSETs of the requests (by the code in their answers) whose statuses are followed: next look, sent (ms). */
    requestsDue: `${prefix}:requests:due`,
    requestsSent: `${prefix}:requests:sent`,
    /** Hash: what persons are marked with, since when there is an index of their messages, and how long that keeps (persons/person-marks.ts). */
    persons: `${prefix}:persons`,
    /** Hash: the parts of that index, each with how many messages were noted in it (ledger/persons/person-index.lua.ts). */
    personParts: `${prefix}:persons:parts`,
    /** Start of the keys of who is suppressed (contacts/suppression/suppression.lua.ts). */
    suppressed: `${prefix}:suppressed:`,
    /** Hash: who and what has put people there, and how many are left of each (contacts/suppression/add.lua.ts). */
    suppressionSources: `${prefix}:suppressed:sources`,
    /** Hash: how many were added and lifted on each day. */
    suppressionDays: `${prefix}:suppressed:days`,
    /** ZSET that expires: who has lifted what and why, by when (contacts/suppression/lifts.ts). */
    suppressionLifts: `${prefix}:suppressed:lifts`,
    /** Cluster: strings. How often the list for all accounts was changed, and what an account's copy of it has (contacts/suppression/copies.ts). */
    suppressionVersion: `${prefix}:suppressed:version`,
    suppressionCopyVersion: `${prefix}:suppressed:all:version`,
    suppressionLease: `${prefix}:suppressed:lease`,
    /** ZSET that expires: the events that have put people there by a rule (contacts/rules/suppress-by-rule.ts), by when (ms). */
    suppressionEvents: `${prefix}:suppressed:events`,
    /** Strings of BullMQ's, one a lane: there once a message was enqueued. */
    jobCounters: [`${prefix}:${account}-urgent:id`, `${prefix}:${account}-bulk:id`],
    /** Never written to: whether Redis would take it is asked with it. */
    writeProbe: `${prefix}:never-there`,
    /** Strings: how many messages came in this minute, single urgent ones and all others. */
    quotaUrgent: `${prefix}:quota:urgent`,
    quotaBulk: `${prefix}:quota:bulk`,
    /** Stream: status changes that callbacks have not taken yet. */
    events: `${prefix}:events`,
    /** Hash: whether there is a callback, how it stands (last delivery, failures in a row, disabled or not), and who waits. */
    callbacks: `${prefix}:callbacks`,
    /** Hash message id → its changes that callbacks have taken and not told yet (callback/sequences.lua.ts). */
    callbackSequences: `${prefix}:callbacks:lines`,
    /** ZSET: the changes whose turn has come and that have no job yet, by when they were written (ms). */
    callbackReady: `${prefix}:callbacks:next`,
    /** ZSET: of those in `callbackReady` that no worker could open, `<mark> <member>`, in the order of that text. */
    callbackParked: `${prefix}:callbacks:parked`,
    /** ZSET: jobs of callbacks that failed and may be tried once before they are due, by when they failed (ms). */
    callbackEarly: `${prefix}:callbacks:early`,
    /** Hash job id → when it is due (ms), while it is tried early. */
    callbackEarlyDue: `${prefix}:callbacks:early:due`,
    /**
     * Webhook events of no message known (ledger/webhook-events/unmatched-events.lua.ts). Stream: those events. Hash: which of them an upstream id
     * or a recipient leads to. ZSET: those to be matched again.
     */
    webhookUnmatched: `${prefix}:webhook:unmatched`,
    webhookMatchKeys: `${prefix}:webhook:awaited`,
    webhookRematch: `${prefix}:webhook:due`,
    /** Hash: how many events there were, and up to which of the stream they were matched again. */
    webhookCounts: `${prefix}:webhook:counts`,
    /** Hash: the templates in force, how they were read, and what is done with messages that do not go with them (catalogue/catalogue-state.ts). */
    templates: `${prefix}:templates`,
    /** Who reads the templates from where they come from. */
    templatesLease: `${prefix}:templates:lease`,
    /** Hash: how many messages fell asleep until which hour (contacts/hours/hours.lua.ts). String: the hours that workers go by. */
    quietHours: `${prefix}:quiet-hours`,
    quietHoursMark: `${prefix}:quiet-hours:mark`,
    /** Who wakes those that fell asleep by other hours. */
    quietHoursLease: `${prefix}:quiet-hours:lease`,
    /** Hash: for how long back it is known how often persons were messaged (ledger/caps), and who finds that out. */
    capped: `${prefix}:capped`,
    cappedLease: `${prefix}:capped:lease`,
    /** ZSET: the batches of which messages wait for their persons' caps, by until when (ms). */
    cappedBatches: `${prefix}:capped:batches`,
    /** ZSET: the messages of no batch that do, by the same; before each id `b` or `u`, for its lane. */
    cappedAlone: `${prefix}:capped:alone`,
    /** ZSET: the messages parked for one data key, as `parked` names it. */
    parkedFor: (place: string) => `${prefix}:parked:${place}`,
    /** List of the ids of the messages of a slice's half-minute, packed where they are UUIDs. */
    slice: (n: number) => `${prefix}:slice:${n}`,
    /** String: which messages went out in an hour (epoch) of Redis's clock, 24 bytes each (ledger/dispatch-log/dispatch-log.lua.ts). */
    dispatched: (hour: number) => `${prefix}:dispatched:${hour}`,
    /** XML: list of the ids of a request's messages, in the order of its contacts, packed where they are UUIDs. */
    request: (code: string) => `${prefix}:request:${code}`,
    message: (id: string) => `${prefix}:msg:${id}`,
    /** ZSET: the messages of 24 hours sent to a recipient, by its digits or, where they are sealed, by its mark. */
    recipient: (name: string) => `${prefix}:to:${name}`,
    /** String: the lane in which a message with a key is about to be enqueued. */
    claim: (id: string) => `${prefix}:claim:${id}`,
    batch: (id: string) => `${prefix}:batch:${id}`,
    /** Bitmap: which places of the batch are messages of it. Known by their place, rows have that of their number. */
    batchRows: (id: string) => `${prefix}:batch:${id}:rows`,
    /** Hash place → message id, for the rows whose id comes from a key of their own. */
    batchKeys: (id: string) => `${prefix}:batch:${id}:keys`,
    /** List: the marks of its rows, 13 bytes each, by which a row is known again (queue/enqueue/rows/row-hash.ts). */
    batchRowHashes: (id: string) => `${prefix}:batch:${id}:marks`,
    /** Bitmap: at which places a message was withdrawn, so that the same row is a new one when it comes again. */
    batchWithdrawn: (id: string) => `${prefix}:batch:${id}:withdrawn`,
    /** List: what was wrong with the rows of its last import, without their values. */
    batchRejected: (id: string) => `${prefix}:batch:${id}:rejected`,
    /** Hash: how many of its messages came to which status when (ledger/entry/batch-series.lua.ts). */
    batchSeries: (id: string) => `${prefix}:batch:${id}:series`,
    /** Hash: for which reasons messages of it are rejected, failed or unknown (ledger/entry/batch-reasons.lua.ts). */
    batchReasons: (id: string) => `${prefix}:batch:${id}:reasons`,
    /** Set: the messages of it that are tried first, while that goes on. */
    batchCanary: (id: string) => `${prefix}:batch:${id}:canary`,
    /** Hash: how many messages of it fell asleep until which hour. */
    batchQuietHours: (id: string) => `${prefix}:batch:${id}:quiet-hours`,
    /** String: the batch that an input of this name became within a day, by a hash of the name. */
    importName: (name: string) => `${prefix}:source:${name}`,
  }
}
