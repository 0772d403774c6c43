import { fullDisk } from './trials/full-disk.js'
import { keyGone } from './trials/key-gone.js'
import { movedNumber } from './trials/moved-number.js'
import { outage } from './trials/outage.js'
import { poison } from './trials/poison.js'
import { redisAway } from './trials/redis-away.js'
import { rendition } from './trials/rendition.js'
import { riddles } from './trials/riddles.js'
import { stalled } from './trials/stalled.js'
import { toldFirst } from './trials/told-first.js'
import type { Trial } from './trials/trial.js'

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
  toldFirst,
  riddles,
] as const satisfies readonly Trial[]
