import { fullDisk } from './trials/full-disk.js'
import { outage } from './trials/outage.js'
import { redisAway } from './trials/redis-away.js'
import { stalled } from './trials/stalled.js'
import type { Trial } from './trials/trial.js'

/** What the matrix has no room for: faults that last, while many messages wait. */
export const TRIALS = [outage, stalled, redisAway, fullDisk] as const satisfies readonly Trial[]
