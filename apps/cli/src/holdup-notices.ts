import type { BatchProgress, Holdup } from '@disparo/api'
import { describeHoldup } from './describe-holdups.js'
import { printNotice, type Terminal } from './terminal.js'
import { speechOf } from './words/index.js'

/** What goes on for long is said again after so many looks. */
const looksPerReminder = 60

/** Tells people what holds a batch up, once when it begins and then again each minute; and that nothing does any more. */
export function openHoldupNotices(terminal: Pick<Terminal, 'stderr' | 'env'>): {
  look(state: BatchProgress): void
} {
  const speech = speechOf(terminal.env)
  let seen = new Map<Holdup['reason'], number>()
  return {
    look: (state) => {
      const told = state.holdups.filter((holdup) => isTold(holdup, state))
      const now = new Map<Holdup['reason'], number>()
      for (const holdup of told) {
        const looks = seen.get(holdup.reason) ?? 0
        if (looks % looksPerReminder === 0) printNotice(terminal, describeHoldup(holdup, state.id, speech))
        now.set(holdup.reason, looks + 1)
      }
      if (told.length === 0 && seen.size > 0) printNotice(terminal, speech.words.holdups.over)
      seen = now
    },
  }
}

/** A doubt or a second attempt is nothing to tell while the rest goes out. */
function isTold({ reason }: Holdup, { counts: { enqueued = 0 } }: BatchProgress): boolean {
  return reason !== 'in-doubt' || enqueued === 0
}
