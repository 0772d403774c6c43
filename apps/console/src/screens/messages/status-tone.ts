import type { MessageStatus } from '@disparo/api'
import type { Tone } from '../../parts/pill.js'

/** How much each status wants to be looked at, in the order of a message's life. */
export const toneOfStatus: Readonly<Record<MessageStatus, Tone>> = {
  enqueued: 'quiet',
  sending: 'info',
  unknown: 'warn',
  accepted: 'info',
  sent: 'info',
  received: 'good',
  read: 'good',
  rejected: 'bad',
  failed: 'bad',
  expired: 'bad',
  suppressed: 'quiet',
  cancelled: 'quiet',
}

export const messageStatuses = Object.keys(toneOfStatus) as MessageStatus[]
