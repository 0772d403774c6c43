import { type LogEntry, nothing, worker } from './log-entry.js'

const delivery = ['id', 'status', 'attempt', 'ms'] as const

/** Of status changes on their way to your application. */
export const callbackEvents = {
  'callback:delivered': {
    by: worker,
    levels: ['debug'],
    fields: delivery,
    meaning: 'The receiver took a status change.',
    action: nothing,
  },
  'callback:failed': {
    by: worker,
    levels: ['info'],
    fields: [...delivery, 'reason', 'leftOut'],
    meaning: 'It did not; the change is told again later. `leftOut` lines like this were not written.',
    action: 'Look at the receiver.',
  },
  'callback:exhausted': {
    by: worker,
    levels: ['warn'],
    fields: ['id', 'reason', 'leftOut'],
    meaning: 'It refused this change for a day while it took others.',
    action: 'Mend the receiver, then `disparo callbacks replay`.',
  },
  'callback:breaker-open': {
    by: worker,
    levels: ['warn'],
    fields: ['reason', 'failures', 'ms'],
    meaning: 'The receiver fails again and again: single changes try now and then.',
    action: 'Look at the receiver. Nothing is lost.',
  },
  'callback:recovered': {
    by: worker,
    levels: ['info'],
    fields: ['failures'],
    meaning: 'It takes changes again.',
    action: nothing,
  },
  'callback:disabled': {
    by: worker,
    levels: ['error'],
    fields: ['reason', 'failures', 'hint'],
    meaning: 'It has failed for too long, or is gone (410): nothing is told any more.',
    action: 'Mend it, then `disparo callbacks replay`.',
  },
  'callback:stalled': {
    by: worker,
    levels: ['warn'],
    fields: ['job'],
    meaning: 'A callback of a worker that died is taken over; the receiver may get it twice.',
    action: nothing,
  },
  'callback:poisoned': {
    by: worker,
    levels: ['error'],
    fields: ['job', 'fields'],
    meaning: 'A job carries no callback that can be sent.',
    action: 'See who else writes jobs; tell the maintainers.',
  },
  'callback:data-key-missing': {
    by: worker,
    levels: ['error'],
    fields: ['keyId', 'ms', 'leftOut'],
    meaning: 'A callback is sealed with a data key that this worker does not have. It waits.',
    action: 'Put the key at the end of DISPARO_DATA_KEY of every worker, and restart them.',
  },
  'outbox:data-key-missing': {
    by: worker,
    levels: ['error'],
    fields: ['keyIds', 'changes', 'hint'],
    meaning: 'The same of changes that are not callbacks yet.',
    action: 'As above.',
  },
  'outbox:blocked': {
    by: worker,
    levels: ['warn'],
    fields: [],
    meaning: 'As many callbacks wait as may: further changes rest in the outbox.',
    action: 'Look at the receiver.',
  },
  'outbox:unblocked': {
    by: worker,
    levels: ['info'],
    fields: [],
    meaning: 'They go on.',
    action: nothing,
  },
  'outbox:dropped': {
    by: worker,
    levels: ['error'],
    fields: ['dropped', 'events', 'ageMs'],
    meaning: 'The outbox was at its bounds: its oldest changes are gone, and never told.',
    action: 'Read the statuses by the API; mend the receiver.',
  },
  'outbox:repaired': {
    by: worker,
    levels: ['warn'],
    fields: ['lines'],
    meaning: 'Messages whose next change nobody would have told are told of again.',
    action: nothing,
  },
  'outbox:malformed': {
    by: worker,
    levels: ['error'],
    fields: ['entries'],
    meaning: 'Entries of the outbox cannot be read, and are left out.',
    action: 'Upgrade workers before producers; tell the maintainers.',
  },
  'outbox:failed': {
    by: worker,
    levels: ['error'],
    fields: ['error'],
    meaning: 'The outbox could not be read, as when Redis is away; it is tried again.',
    action: 'If Redis is well, tell the maintainers.',
  },
} as const satisfies Record<string, LogEntry>
