import { readEntries } from '../ledger/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'
import { noSeal, type Seal } from '../seal/index.js'
import { callbackBody } from './callback-body.js'
import { type CallbackQueue, callbackJobName } from './callback-queue.js'
import { endTurns, lineUp, takeTurns } from './lines.js'
import { forgetEvents, type Taken } from './outbox.js'
import { sealLabel } from './sealed-label.js'

export interface MoveDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: string
  readonly queue: Pick<CallbackQueue, 'addBulk'>
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
}

/** Puts what was taken from the outbox into lines, and makes jobs of those whose turn it is. */
export async function moveEvents(deps: MoveDeps, { events, broken }: Taken): Promise<void> {
  await lineUp(deps.redis, deps.keys, events)
  await forgetEvents(deps.redis, deps.keys, broken)
  await makeJobs(deps, events.length)
}

/**
 * Makes jobs of up to `count` changes whose turn has come, and only then notes that they have one. Whoever dies in between
 * leaves changes that are taken again; their jobs have the same ids, and are not added twice. Answers how many it took.
 */
export async function makeJobs(deps: MoveDeps, count: number): Promise<number> {
  const events = await takeTurns(deps.redis, deps.keys, count)
  if (events.length === 0) return 0
  const entries = await readEntries(
    deps,
    events.map(({ messageId }) => messageId),
  )
  await deps.queue.addBulk(
    events.map((event, index) => ({
      name: callbackJobName,
      data: sealLabel(deps.seal ?? noSeal, callbackBody(deps.account, event, entries[index])),
      opts: { jobId: event.eventId },
    })),
  )
  await endTurns(deps.redis, deps.keys, events)
  return events.length
}
