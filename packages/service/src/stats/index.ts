/** How an account stands, read from Redis: for the metrics of the producer and for the doctor. */
export { type AccountStats, readAccountStats, type StatsDeps } from './account-stats.js'
export type { LaneStats } from './lane-stats.js'
export { readServedStats, type ServedStats } from './served-stats.js'
export { findUnservedLanes, type UnservedLanes } from './unserved-lanes.js'
