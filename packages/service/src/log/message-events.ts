import { type LogEntry, nothing, producer, worker } from './log-entry.js'

const attempt = ['lane', 'id', 'attempt', 'ms', 'outcome', 'reason'] as const
/** What came of an attempt that had been answered for otherwise before: the webhook, a person, another attempt. */
const later = {
  by: worker,
  levels: ['info'],
  fields: attempt,
  meaning: 'An attempt ended, and the message had this status already or by then.',
  action: nothing,
} as const

/** Of one message. */
export const messageEvents = {
  'message:accepted': {
    by: worker,
    levels: ['debug'],
    fields: attempt,
    meaning: 'Hi Platform took the message.',
    action: nothing,
  },
  'message:enqueued': {
    by: worker,
    levels: ['info'],
    fields: attempt,
    meaning: 'It was surely not sent, and waits for its next attempt.',
    action: nothing,
  },
  'message:rejected': {
    by: worker,
    levels: ['info'],
    fields: attempt,
    meaning: 'Hi Platform refused the message for what it says.',
    action: 'Look the reason up in errors.md; correct the rows and import them into the batch.',
  },
  'message:failed': {
    by: worker,
    levels: ['warn', 'error'],
    fields: [...attempt, 'noted'],
    meaning:
      'It was given up: its attempts are spent, its data key is gone, or it meets a fault of ours alone.',
    action: 'Look the reason up in errors.md, then `disparo retry`.',
  },
  'message:unknown': {
    by: worker,
    levels: ['warn'],
    fields: [...attempt, 'since'],
    meaning: 'It may have been sent, and may not.',
    action: 'Nothing at first: the report decides. What it cannot decide: `disparo unknown`.',
  },
  'message:expired': {
    by: worker,
    levels: ['info'],
    fields: attempt,
    meaning: 'Its expiresAt passed before it could be sent.',
    action: 'Where many do: look why it went out late (`disparo gate`).',
  },
  'message:cancelled': {
    by: worker,
    levels: ['info'],
    fields: attempt,
    meaning: 'Its batch was cancelled before its turn.',
    action: nothing,
  },
  'message:suppressed': {
    by: worker,
    levels: ['info'],
    fields: attempt,
    meaning: 'Its person is not to be messaged, or is over the cap.',
    action: nothing,
  },
  'message:sending': later,
  'message:sent': later,
  'message:received': later,
  'message:read': later,
  'message:already-settled': {
    by: worker,
    levels: ['debug'],
    fields: ['lane', 'id', 'status'],
    meaning: 'A job came up whose message has its end already; nothing was sent.',
    action: nothing,
  },
  'message:parked': {
    by: worker,
    levels: ['debug'],
    fields: ['lane', 'id', 'why'],
    meaning: 'It sleeps, because this worker lacks a data key.',
    action: 'See `lane:data-key-missing`.',
  },
  'message:orphaned': {
    by: worker,
    levels: ['error'],
    fields: ['ids'],
    meaning: 'Messages may be sent again, and their jobs are gone: somebody removed them.',
    action: 'Import them again, or leave them.',
  },
  'message:retried': {
    by: producer,
    levels: ['info'],
    fields: ['account', 'id', 'user'],
    meaning: 'A user had a failed message sent again.',
    action: nothing,
  },
  'message:resolved': {
    by: producer,
    levels: ['info'],
    fields: ['account', 'id', 'as', 'user'],
    meaning: 'A user said what became of a message in doubt.',
    action: nothing,
  },
  'messages:resolved': {
    by: producer,
    levels: ['info'],
    fields: ['account', 'batch', 'request', 'as', 'user', 'resolved', 'more'],
    meaning: 'The same of many messages.',
    action: nothing,
  },
} as const satisfies Record<string, LogEntry>
