import { z } from 'zod'
import type { Message } from './message.js'

/**
 * The way a message travels: `urgent` (one-time codes) never waits behind `bulk` (campaigns).
 * Each account has one BullMQ queue a lane, `<account>-urgent` and `<account>-bulk`.
 */
export const Lane = z.enum(['urgent', 'bulk'])
export type Lane = z.infer<typeof Lane>

/**
 * The lane a message asks for by what it is: `urgent` with a one-time code, `bulk` with the category "Marketing"
 * (in any case), else `undefined`, and the account's default lane decides.
 */
export function laneOf(message: Message): Lane | undefined {
  if (message.components?.some((component) => component.type === 'otp')) return 'urgent'
  if (message.category?.toLowerCase() === 'marketing') return 'bulk'
  return undefined
}
