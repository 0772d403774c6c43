import type { Callbacks } from '@disparo/api'
import type { Tone } from '../../parts/pill.js'

/** The state of callbacks, in a word. `idle`: nothing was delivered yet; `unknown`: no worker has said whether there are any. */
export type CallbackState = 'none' | 'unknown' | 'disabled' | 'paused' | 'idle' | 'on'

export function callbackStateOf(callbacks: Callbacks): CallbackState {
  const { configured, enabled, pausedUntil, lastSuccessAt } = callbacks
  if (configured === false) return 'none'
  if (!enabled) return 'disabled'
  if (pausedUntil !== undefined) return 'paused'
  if (lastSuccessAt !== undefined) return 'on'
  return configured ? 'idle' : 'unknown'
}

export const toneOfCallbacks: Readonly<Record<CallbackState, Tone>> = {
  none: 'quiet',
  unknown: 'quiet',
  disabled: 'bad',
  paused: 'warn',
  idle: 'quiet',
  on: 'good',
}
