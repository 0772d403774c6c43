import { readEntries } from '../ledger/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'
import { noSeal, type Seal } from '../seal/index.js'
import { callbackBody } from './callback-body.js'
import { type CallbackQueue, callbackJobName } from './callback-queue.js'
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

/**
 * Makes jobs of what was taken from the outbox, and only then forgets it there. Whoever dies in between leaves events
 * that are taken again; their jobs have the same ids, and are not added twice.
 */
export async function moveEvents(deps: MoveDeps, { events, broken }: Taken): Promise<void> {
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
  await forgetEvents(deps.redis, deps.keys, [...events.map(({ eventId }) => eventId), ...broken])
}
