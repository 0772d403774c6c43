import { z } from 'zod'

/**
 * The way a message travels: `urgent` (one-time codes) never waits behind `bulk` (campaigns).
 * Each account has one BullMQ queue a lane, `<account>-urgent` and `<account>-bulk`.
 */
export const Lane = z.enum(['urgent', 'bulk'])
export type Lane = z.infer<typeof Lane>
