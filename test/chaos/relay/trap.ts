import { setTimeout as delay } from 'node:timers/promises'
import type { Channel, Moment } from './moment.js'
import type { Piece, Verdict } from './relay.js'

export interface TrapSettings {
  readonly moment: Moment
  /** Springs when the moment has come so often, from 1. */
  readonly nth: number
  /** `pass`: the piece goes on its way. `withhold`: nothing of it. A number: so many of its bytes. Then nothing more. */
  readonly piece: 'pass' | 'withhold' | number
  /** Done at once when it springs, before anything else can pass. */
  readonly act: () => void
}

export interface Trap {
  watch(channel: Channel): (piece: Piece) => Verdict
  /** Resolves when it has sprung; a trap springs once. */
  set(snare: TrapSettings): Promise<void>
}

const SPRING_DEADLINE_MS = 300_000
const pass: Verdict = { kind: 'pass' }

class TrapIdleError extends Error {
  override readonly name = 'TrapIdleError'
  readonly code = 'TRAP_IDLE'

  constructor() {
    super(`The moment to break things did not come within ${SPRING_DEADLINE_MS / 1_000} s`)
  }
}

/** Waits at the relays for a moment, and breaks something just then. */
export function createTrap(): Trap {
  let armed: (TrapSettings & { count: number; sprung: () => void }) | undefined
  return {
    watch: (channel) => (piece) => {
      if (!armed || armed.moment.channel !== channel || armed.moment.direction !== piece.direction)
        return pass
      armed.count += armed.moment.countIn(piece)
      if (armed.count < armed.nth) return pass
      const { act, sprung, piece: treatment } = armed
      armed = undefined
      act()
      sprung()
      if (treatment === 'pass') return pass
      return { kind: 'shut', pass: treatment === 'withhold' ? 0 : treatment }
    },
    set: async (snare) => {
      const giveUp = new AbortController()
      const sprung = new Promise<void>((resolve) => {
        armed = { ...snare, count: 0, sprung: resolve }
      })
      const late = delay(SPRING_DEADLINE_MS, 'late', { signal: giveUp.signal }).catch(() => 'called off')
      const first = await Promise.race([sprung, late])
      giveUp.abort()
      if (first !== 'late') return
      armed = undefined
      throw new TrapIdleError()
    },
  }
}
