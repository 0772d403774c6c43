import { type LogEntry, nothing, producer } from './log-entry.js'

const batch = ['account', 'id', 'sendAt', 'maxPerMinute', 'user'] as const
const suppression = ['account', 'reason', 'scope', 'user'] as const

/** Of what users changed besides: who, and what, never whom it is about. */
export const changeEvents = {
  'batch:rescheduled': {
    by: producer,
    levels: ['info'],
    fields: batch,
    meaning: 'A user gave it another sendAt.',
    action: nothing,
  },
  'batch:paced': {
    by: producer,
    levels: ['info'],
    fields: batch,
    meaning: 'A user gave it another pace.',
    action: nothing,
  },
  'batch:renamed': {
    by: producer,
    levels: ['info'],
    fields: batch,
    meaning: 'A user gave it another name.',
    action: nothing,
  },
  'suppression:added': {
    by: producer,
    levels: ['info'],
    fields: suppression,
    meaning: 'A user suppressed a person.',
    action: nothing,
  },
  'suppression:lifted': {
    by: producer,
    levels: ['info'],
    fields: [...suppression, 'lifted'],
    meaning: 'A user lifted suppressions of a person.',
    action: nothing,
  },
  'suppression:imported': {
    by: producer,
    levels: ['info'],
    fields: [...suppression, 'rows', 'added', 'changed', 'unchanged', 'replaced', 'rejected'],
    meaning: 'A user imported a list of people.',
    action: nothing,
  },
  'person:forgetting': {
    by: producer,
    levels: ['info'],
    fields: ['account', 'user'],
    meaning: 'A user has a person forgotten.',
    action: nothing,
  },
  'key:created': {
    by: producer,
    levels: ['info'],
    fields: ['key', 'name', 'user'],
    meaning: 'A user made an API key.',
    action: nothing,
  },
  'key:revoked': {
    by: producer,
    levels: ['info'],
    fields: ['key', 'name', 'user'],
    meaning: 'A user revoked an API key.',
    action: nothing,
  },
  'queue:changed': {
    by: producer,
    levels: ['info'],
    fields: ['user', 'action', 'queueName', 'jobId', 'queueStatus', 'retried', 'skipped'],
    meaning: 'A user changed something in Bull Board.',
    action: nothing,
  },
} as const satisfies Record<string, LogEntry>
