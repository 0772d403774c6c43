import { setTimeout as delay } from 'node:timers/promises'
import { ProducerError } from '../../stack/producer-client.js'
import type { Stack } from '../../stack/start-stack.js'
import { messageTo } from './campaign.js'

/** Somebody who sends one message after the other, each again with its key until it is acknowledged. */
interface Trickle {
  /** How often the producer refused, by its answer's status. */
  readonly refusals: ReadonlyMap<number, number>
  /** Ends when the one under way is acknowledged. Answers the ids of all. */
  stop(): Promise<string[]>
}

const EVERY_MS = 50

/** @param first - the row of the first one: no other message has its recipient */
export function startTrickle({ producer }: Pick<Stack, 'producer'>, first: number): Trickle {
  const refusals = new Map<number, number>()
  const ids: string[] = []
  let stopping = false
  const refused = (error: unknown) => {
    if (!(error instanceof ProducerError)) throw error
    refusals.set(error.status, (refusals.get(error.status) ?? 0) + 1)
    return undefined
  }
  const running = (async () => {
    for (let n = first; !stopping; n++) {
      for (let id: string | undefined; id === undefined; await delay(EVERY_MS)) {
        id = await producer
          .send(messageTo(n), { key: `row-${n}`, once: true })
          .then((receipt) => receipt.id, refused)
        if (id !== undefined) ids.push(id)
      }
    }
  })()
  // It is awaited at the stop only.
  running.catch(() => undefined)
  return {
    refusals,
    stop: async () => {
      stopping = true
      await running
      return ids
    },
  }
}

/** How many answers had another status than that of "not now": 503. */
export function oddRefusals({ refusals }: Pick<Trickle, 'refusals'>): number {
  return [...refusals].reduce((sum, [status, times]) => (status === 503 ? sum : sum + times), 0)
}
