import type { MessageStatus } from '@disparo/api'
import type { Tone } from '../../parts/pill.js'

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
