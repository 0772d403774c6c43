import type * as ptBR from '../pt-BR/account.js'

export const account: typeof ptBR.account = {
  title: 'Account',
  why: 'Why is nothing going out?',
  flowing: 'Nothing is in the way: what is to be sent goes out.',
  gate: 'Gate',
  open: 'Open',
  closed: 'Closed',
  limit: 'Limit',
  limitNow: (used, max, window) => `${used} of ${max} used in the last ${window}`,
  strip: 'Sent by minute, in the last hour',
  stripNow: (count) => `${count} in the last whole minute`,
  lanes: 'Lanes',
  laneColumns: { lane: 'Lane', waiting: 'Waiting', active: 'Sending', delayed: 'Put off' },
  laneNames: { urgent: 'Urgent', bulk: 'Bulk' },
  paused: 'Paused',
  workers: 'Workers',
  noWorkers: 'No worker is running.',
  workerColumns: { name: 'Process', version: 'Version', since: 'Since', seen: 'Seen' },
  report: "Hi Platform's report",
  reportFacts: {
    left: 'Requests left',
    lag: 'Lag',
    lastScan: 'Last complete scan',
    followed: 'Messages followed',
    foreign: 'Of other programs',
    missing: 'Never shown',
  },
  ofQuota: (left, max) => `${left} of ${max}`,
  callbacks: 'Callbacks',
  callbackState: { on: 'Delivering', paused: 'Paused: the receiver does not answer', off: 'Disabled' },
  callbackFacts: {
    waiting: 'Waiting',
    failed: 'Exhausted',
    dropped: 'Dropped',
    lastSuccess: 'Last delivery',
  },
  templates: 'Templates',
  templatesRead: (count, when) => `${count} templates, read ${when}`,
  templatesFailed: (message) => `They could not be read: ${message}. Those of before are in force.`,
  resting: (name, until) => `${name} is refused; the next one tries ${until}.`,
  doubts: (count) => `${count} messages in doubt`,
}

export const urgent: typeof ptBR.urgent = {
  title: 'Urgent',
  lead: 'Codes and notices that cannot wait, live.',
  p50: 'Half go within',
  p95: '95% go within',
  count: 'In the last hour',
  waiting: 'Waiting now',
  none: 'No urgent message in the last hour.',
  explain:
    'From when a message might go to its acceptance by Hi Platform. The latest 1,000 of the last hour.',
}

export const templates: typeof ptBR.templates = {
  title: 'Templates',
  lead: 'What the account may send. Every message is checked against this list.',
  sync: 'Read now',
  synced: 'The templates were read.',
  pending: 'Asked for: a worker reads them as soon as it can.',
  search: 'Name of the template',
  none: {
    title: 'No template is known',
    advice: 'The account has no catalogue configured, or it has not been read yet.',
  },
  noMatch: 'No template has this name.',
  statuses: {
    APPROVED: 'Approved',
    PENDING: 'Pending',
    REJECTED: 'Rejected',
    PAUSED: 'Paused',
    DISABLED: 'Disabled',
  },
  enforce: {
    off: 'Messages are not checked.',
    warn: 'What does not go with its template is sent, with a warning.',
    refuse: 'What does not go with its template is refused.',
  },
}
