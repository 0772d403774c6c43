import { setTimeout as delay } from 'node:timers/promises'
import { controlSender } from '../../stack/control-message.js'
import type { PrivateRedis } from '../../stack/private-redis.js'
import type { Random } from '../random.js'
import { between } from '../random.js'
import type { Relay } from '../relay/relay.js'
import type { Trap, TrapSettings } from '../relay/trap.js'
import type { Breakage } from '../steps.js'
import type { Subject } from '../subject/subject.js'

/** Where a plan is carried out: a subject, whose workers reach Redis and upstream through relays with a trap. */
export interface ScenarioContext {
  readonly subject: Subject
  readonly trap: Trap
  readonly relays: readonly Relay[]
  readonly redis: PrivateRedis
  readonly random: Random
}

/** More than a worker takes at a time. */
export const MESSAGES = 6
const FIRST_BYTES = 100
const DONE_DEADLINE_MS = 300_000
const LOOK_MS = 200

/** Chooses the moment's occurrence, and how much of it passes. */
export function choose(
  random: Random,
  { moment, piece, amongFirst = 4 }: Breakage,
): Omit<TrapSettings, 'act'> {
  const nth = between(random, 1, amongFirst)
  return { moment, nth, piece: piece === 'cut' ? between(random, 1, FIRST_BYTES) : piece }
}

/** Waits until no message is open any more. What is still open after 5 min is left to be counted. */
export async function untilDone({ subject }: ScenarioContext): Promise<void> {
  const deadline = performance.now() + DONE_DEADLINE_MS
  const sendSibling = controlSender(subject.sendSibling)
  while (performance.now() < deadline) {
    // Redis may just be down.
    const beliefs = await subject.beliefs().catch(() => undefined)
    if (beliefs?.every(({ state }) => state !== 'open')) return
    await sendSibling()
    await delay(LOOK_MS)
  }
}
