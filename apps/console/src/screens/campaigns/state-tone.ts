import type { BatchState } from '@disparo/api'
import type { Tone } from '../../parts/pill.js'

/** How much a state wants to be looked at. */
export const toneOfState: Readonly<Record<BatchState, Tone>> = {
  running: 'info',
  scheduled: 'quiet',
  paused: 'warn',
  halted: 'bad',
  finished: 'good',
  cancelled: 'quiet',
}

export const batchStates = Object.keys(toneOfState) as BatchState[]
