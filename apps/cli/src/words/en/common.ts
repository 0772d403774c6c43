/** A number with its noun: `1 message`, `2 messages`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}

/** What is said in more than one place. */
export const common = {
  messages: (number: number) => count(number, 'message'),
  rows: (number: number) => count(number, 'row'),
  unreadable: (path: string, code: string) => `${path} cannot be read (${code}).`,
  noFile: (path: string) => `${path} is not a file.`,
  stdin: 'the standard input',
  limit: '--limit must be a whole number from 1.',
  older: (next: string) => `Older ones: --after ${next}`,
  noWorker:
    'No worker runs for this account: nothing is sent until one is started, with the same Redis and accounts.',
  sentBy: (at: string) => `It should be sent by ${at}.`,
  quietUntil: (at: string) => `It waits for quiet hours to end, at ${at}.`,
  cappedUntil: (at: string) => `Its person has had as many messages as frequencyCap allows, until ${at}.`,
  again: (path: string, message: string) => `Look again: ${path} ${message}.`,
  by: (user: string) => ` by ${user}`,
  unknown: 'unknown',
  /** As they are written: what is typed after --status and --state. */
  statuses: {
    enqueued: 'enqueued',
    sending: 'sending',
    unknown: 'unknown',
    accepted: 'accepted',
    sent: 'sent',
    received: 'received',
    read: 'read',
    rejected: 'rejected',
    failed: 'failed',
    expired: 'expired',
    suppressed: 'suppressed',
    cancelled: 'cancelled',
  },
  states: {
    running: 'running',
    scheduled: 'scheduled',
    paused: 'paused',
    halted: 'halted',
    finished: 'finished',
    cancelled: 'cancelled',
  },
  lanes: { urgent: 'urgent', bulk: 'bulk' },
  gate: {
    limit: (until: string, reason: string) =>
      `Hi Platform takes no more until ${until} (${reason}); then it goes on by itself.`,
    closed: (reason: string, next: string) =>
      `The gate is closed (${reason}); ${next}. See docs/operations.md#disparogateclosed.`,
    refused: (reason: string, why: string, next: string) =>
      `The gate is closed (${reason}): ${why}. No message fails for it, and ${next}. See docs/operations.md#disparoaccountrefused.`,
    now: 'the next attempt tries now',
    at: (until: string) => `the next attempt tries at ${until}`,
    refusals: {
      'http-401':
        'Hi Platform refuses the user or the password. Check the username of the account, and the password that the workers have',
      'http-403': 'Hi Platform does not let this user send. Ask Hi Platform for the right to',
      'http-404': 'Hi Platform does not know the account. Check its baseUrl and configId',
    },
  },
}
