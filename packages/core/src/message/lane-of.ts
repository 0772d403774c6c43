import type { Lane } from './lane.js'
import type { Message } from './message.js'

/**
 * The lane a message asks for by what it is: `urgent` with a one-time code, `bulk` with the category "Marketing"
 * (in any case), else `undefined`, and the account's default lane decides.
 */
export function laneOf(message: Message): Lane | undefined {
  if (message.components?.some((component) => component.type === 'otp')) return 'urgent'
  if (message.category?.toLowerCase() === 'marketing') return 'bulk'
  return undefined
}
