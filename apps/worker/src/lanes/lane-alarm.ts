import type { Lane } from '@disparo/core/internal/message'
import type { Lanes } from '@disparo/core/internal/queue'
import type { Redis } from '@disparo/core/internal/redis'
import { setMarker } from './idle-backend.js'

export interface LaneAlarm {
  /** Wakes the lane's workers after `ms`; an earlier alarm that is set already does as well. */
  set(ms: number): void
  clear(): void
}

/**
 * BullMQ puts a prioritized job back without its marker, the sign that wakes idle workers: in a lane with nothing else
 * to do it would lie for up to 15 s. When a lane's rest is over, this sets the marker.
 */
export function laneAlarm(deps: { redis: Redis; lanes: Lanes; lane: Lane }): LaneAlarm {
  const marker = deps.lanes[deps.lane].toKey('marker')
  let timer: NodeJS.Timeout | undefined
  let dueAt = Number.POSITIVE_INFINITY
  const ring = () => {
    timer = undefined
    dueAt = Number.POSITIVE_INFINITY
    setMarker(deps.redis, marker)
  }
  return {
    set: (ms) => {
      const at = performance.now() + ms
      if (at >= dueAt) return
      clearTimeout(timer)
      dueAt = at
      timer = setTimeout(ring, ms)
    },
    clear: () => clearTimeout(timer),
  }
}
