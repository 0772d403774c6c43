import { count } from './common.js'

/** What `disparo doctor` says of an account, as it stands in Redis. */
export const lane = {
  waiting: (waiting: number, delayed: number) =>
    `${count(waiting, 'message waits', 'messages wait')}, ${delayed} are put off`,
  someWorkers: (found: string) => `${found}, workers run`,
  workers: (found: string, workers: number) => `${found}, ${count(workers, 'worker')}`,
  startWorker: 'Start a worker with this Redis and these accounts: nothing is sent.',
  paused: (found: string) => `${found}; it is paused`,
  resume: 'Nothing of it is sent until somebody resumes it: Bull Board, role admin.',
  late: (found: string, seconds: number) => `${found}; one has waited for ${seconds} s`,
  seeLate: 'docs/operations.md#disparourgentwaiting tells why urgent messages wait.',
}

export const figures = {
  open: 'open',
  exhausted: 'waits: Hi Platform says that nothing is left of its limit',
  closed: (reason: string) => `closed (${reason})`,
  closedIdle: (reason: string) => `closed (${reason}), and nothing waits: the next message is the probe`,
  isMended: 'Is what closed it mended? docs/operations.md#disparogateclosed tells how to see.',
  untilProbe: 'Nothing is sent until a probe gets through: docs/operations.md#disparogateclosed.',
  requests: (requests: number, seconds: number) => `${count(requests, 'request')} in ${seconds} s`,
  lowered: (found: string, configured: number) =>
    `${found}, as Hi Platform announces; limit.max is ${configured}`,
  seeLowered: 'docs/operations.md#disparolimitlowered tells what to do.',
  announced: (found: string, higher: number) => `${found}; Hi Platform announces ${higher}`,
  resting: (templates: number) => `${count(templates, 'rests', 'rest')}: refused while others get through`,
  seeResting: 'disparo gate names them; docs/operations.md#disparotemplateresting.',
  suppressions: (suppressions: number, mebibytes: number) =>
    `${count(suppressions, 'suppression')}, some ${mebibytes} MiB of Redis`,
  tooOld: (found: string, lists: string) => `${found}; too old: ${lists}`,
  importAnew: 'Import it anew: docs/operations.md#disparolegallistold.',
  noDoubt: 'no message',
  doubt: (messages: number, minutes: number) =>
    `${count(messages, 'message')}, the oldest for ${minutes} min`,
  willTell: (found: string) => `${found}; the report will tell`,
  seeDoubt: 'See disparo unknown list, and docs/operations.md#disparounknownold.',
}

export const catalogue = {
  none: 'no templates yet',
  readAt: (templates: number, at: string) => `${count(templates, 'template')}, read at ${at}`,
  stale: (found: string, at: string, message: string) => `${found}; not readable since ${at}: ${message}`,
  seeStale: 'docs/operations.md#disparotemplatesstale tells what to do.',
  unusable: (found: string, problems: string) => `${found}; not usable: ${problems}`,
  mend: 'Messages of those count as of no template: mend them at the source.',
}

export const statuses = {
  followed: (messages: number, used: number, max: number) =>
    `${count(messages, 'message is', 'messages are')} followed, ${used} of ${max} requests used`,
  behind: (found: string, minutes: number) => `${found}; ${minutes} min behind`,
  seeLag: 'docs/operations.md#disparoreportlag tells why statuses come late.',
  unmatched: (field: string) => `less than half of what was accepted lately; it differs in: ${field}`,
  seeUnmatched: 'No doubt can be ended until it does: docs/operations.md#disparoreportunmatched.',
}

export const receiver = {
  unknown: 'unknown',
  replay: 'Mend the receiver, then: disparo callbacks replay',
  disabled: (reason: string) => `disabled (${reason})`,
  waiting: (waiting: number, failed: number) =>
    `${count(waiting, 'waits', 'wait')}, ${count(failed, 'is', 'are')} put aside`,
  dropped: (dropped: number, percent: number) =>
    `${dropped} dropped; the outbox is at ${percent} % of what it may hold`,
  seeOutbox: 'Mend the receiver: docs/operations.md#disparocallbacksoutbox',
  paused: (reason: string, found: string) => `the receiver takes nothing (${reason}), ${found}`,
}
