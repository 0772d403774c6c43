import { count } from './common.js'

/** `disparo account`, `gate`, `report`, `callbacks` and `webhook`. */
export const account = {
  is: (name: string, closedBy: string | undefined) =>
    `Account ${name}: ${closedBy === undefined ? 'the gate is open' : `the gate is closed (${closedBy})`}.`,
  permits: (used: number, max: number, seconds: number) =>
    `  limit      ${used} of ${max} permits used in ${seconds} s`,
  sent: (last: number, hour: number) => `  sent       ${last} in the last full minute, ${hour} in an hour`,
  lane: (lane: 'urgent' | 'bulk', waiting: number, active: number, delayed: number, isPaused: boolean) =>
    `  ${lane.padEnd(11)}${count(waiting, 'message waits', 'messages wait')}, ${active} under way, ${delayed} put off${isPaused ? ', paused' : ''}`,
  urgentTook: (p50: number, p95: number, messages: number) =>
    `  urgent took ${p50} ms in half of the cases, up to ${p95} ms in 95 % (${messages} of the last hour)`,
  urgentFailed: (messages: number) => `  urgent     ${messages} failed in the last hour`,
  workers: (isSome: boolean) => `  workers    ${isSome ? 'some, of a version before 0.2.0' : 'none'}`,
  worker: (name: string, version: string, since: string, seen: string) =>
    `  worker     ${name} (${version}), since ${since}, seen ${seen}`,
  report: (left: number, max: number, lag: number | undefined) =>
    `  report     ${left} of ${max} requests are left${lag ? `, ${lag} s behind` : ''}`,
  callbacks: (said: string) => `  callbacks  ${said}`,
  noCallbacks: 'none',
  callbacksWait: (waiting: number) => `${waiting} wait`,
  callbacksDisabled: 'disabled: disparo callbacks',
}

export const gate = {
  open: 'The gate is open.',
  limit: (said: string) => `  limit      ${said}`,
  requests: (max: number, seconds: number) => `${max} requests in ${seconds} s`,
  lowered: (line: string, until: string, configured: number) =>
    `${line} until ${until}, as Hi Platform says; ${configured} are configured`,
  announced: (line: string, announced: number) => `${line}; Hi Platform announces ${announced}`,
  resting: (name: string, reason: string, since: string, until: string) =>
    `  at rest    ${name} (${reason}), refused since ${since}, tried again at ${until}`,
}

export const report = {
  followed: (messages: number, since: string) =>
    `${count(messages, 'message is', 'messages are')} followed, sent since ${since}.`,
  none: 'No message is followed.',
  lastScan: (at: string | undefined) => `  last scan  ${at ?? 'none yet'}`,
  requests: (left: number, max: number, seconds: number, at: string | undefined) =>
    `  requests   ${left} of ${max} in ${seconds} s are left${at ? `, one again at ${at}` : ''}`,
  others: (items: number) => `  others     ${count(items, 'item is', 'items are')} none of ours`,
  notShown: (messages: number) =>
    `  not shown  ${count(messages, 'message was', 'messages were')} accepted and never shown`,
  unmatched: (shown: number, of: number, since: string, field: string) =>
    `  unmatched  only ${shown} of ${of} accepted lately are shown, since ${since} (differs: ${field})`,
  sender: (sender: string) => `  sender     ${sender}`,
  webhook: (matched: number, unmatched: number) =>
    `  webhook    ${count(matched, 'event')} of ours, ${unmatched} of no message known`,
  repeated: (messages: number) =>
    `  repeated   ${count(messages, 'message has', 'messages have')} an upstream id that another one had`,
  shows: '  shows    ',
  namespace: (sent: string, shown: string) => `namespace ${sent} as ${shown === '' ? 'nothing' : shown}`,
  names: (how: string) => `names ${how}`,
  labels: (how: string) => `labels ${how}`,
  recipients: (how: string) => `recipients ${how}`,
  senders: (list: string) => `senders ${list}`,
}

export const callbacks = {
  enabled: 'Callbacks are enabled.',
  disabled: (at: string | undefined, reason: string | undefined) =>
    `Callbacks are disabled since ${at} (${reason}): mend the receiver, then run disparo callbacks replay.`,
  paused: (reason: string, until: string) =>
    `The receiver takes nothing (${reason}): tried again at ${until}.`,
  waiting: (waiting: number, failed: number) =>
    `${count(waiting, 'waits', 'wait')}, ${count(failed, 'is', 'are')} put aside.`,
  lastDelivered: (at: string) => `  last delivered  ${at}`,
  lastFailed: (at: string, reason: string) => `  last failed     ${at}  ${reason}`,
  outbox: (share: number, events: number, oldest: string, days: number, most: number) =>
    `The outbox is at ${share} % of what it may hold: ${count(events, 'change')}, the oldest of ${oldest}. Beyond ${days} days, ${most.toLocaleString('en-US')} changes the oldest are dropped.`,
  dropped: (events: number) =>
    `${count(events, 'change was', 'changes were')} never told: the outbox was full.`,
  replayed: (replayed: number, promoted: number) =>
    `Callbacks are enabled; ${count(replayed, 'callback')} put aside before and ${promoted} waiting for another attempt are on their way.`,
}

export const webhook = {
  none: 'Every event has found its message, and every reply could be read.',
  unmatched: (events: number) =>
    `${count(events, 'event')} cannot be used: no-message, no message is known; no-text, a reply without a text that can be found:`,
  older: (next: string) => `Older ones: --before ${next}`,
  sealed: '(sealed with a key that is not here)',
}
