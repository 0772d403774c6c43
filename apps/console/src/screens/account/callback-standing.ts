import type { Callbacks } from '@disparo/api'
import type { Tone } from '../../parts/pill.js'

/** How callbacks stand, in a word. `idle`: nothing was delivered yet; `unknown`: no worker has said whether there are any. */
export type CallbackStanding = 'none' | 'unknown' | 'disabled' | 'paused' | 'idle' | 'on'

export function callbackStanding(callbacks: Callbacks): CallbackStanding {
  const { configured, enabled, pausedUntil, lastSuccessAt } = callbacks
  if (configured === false) return 'none'
  if (!enabled) return 'disabled'
  if (pausedUntil !== undefined) return 'paused'
  if (lastSuccessAt !== undefined) return 'on'
  return configured ? 'idle' : 'unknown'
}

export const toneOfCallbacks: Readonly<Record<CallbackStanding, Tone>> = {
  none: 'quiet',
  unknown: 'quiet',
  disabled: 'bad',
  paused: 'warn',
  idle: 'quiet',
  on: 'good',
}
