import { ambiguousAnswers } from './trials/ambiguous-answers.js'
import { fullDisk } from './trials/full-disk.js'
import { keyGone } from './trials/key-gone.js'
import { movedNumber } from './trials/moved-number.js'
import { optOut } from './trials/opt-out.js'
import { outage } from './trials/outage.js'
import { poison } from './trials/poison.js'
import { redisAway } from './trials/redis-away.js'
import { rendition } from './trials/rendition.js'
import { stalled } from './trials/stalled.js'
import type { Trial } from './trials/trial.js'
import { webhookFirst } from './trials/webhook-first.js'

/** What the matrix has no room for: faults that last, while many messages wait. */
export const TRIALS = [
  outage,
  stalled,
  redisAway,
  fullDisk,
  rendition,
  movedNumber,
  poison,
  keyGone,
  webhookFirst,
  optOut,
  ambiguousAnswers,
] as const satisfies readonly Trial[]
