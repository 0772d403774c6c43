import { readEntriesOrKeyless } from '../ledger/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'
import { noSeal, type Seal } from '../seal/index.js'
import { callbackBody } from './callback-body.js'
import { type CallbackQueue, callbackJobName } from './callback-queue.js'
import { endTurns, lineUp, memberOf, takeTurns } from './lines.js'
import { forgetEvents, type Taken } from './outbox.js'
import { longestParkedMs, type ParkedTurn, parkTurns, takeBackTurns } from './parked-turns.js'
import { sealLabel } from './sealed-label.js'

export interface MoveDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: string
  readonly queue: Pick<CallbackQueue, 'addBulk'>
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** Hears of changes that are left to workers that have their data keys. */
  readonly onParked?: ((parked: readonly ParkedTurn[]) => void) | undefined
}

/** Puts what was taken from the outbox into lines, and makes jobs of those whose turn it is. */
export async function moveEvents(deps: MoveDeps, { events, broken }: Taken): Promise<void> {
  await lineUp(deps.redis, deps.keys, events)
  await forgetEvents(deps.redis, deps.keys, broken)
  await makeJobs(deps, events.length)
}

/**
 * Makes jobs of up to `count` changes whose turn has come, and only then notes that they have one. Whoever dies in between
 * leaves changes that are taken again; their jobs have the same ids, and are not added twice. A change whose label cannot be
 * opened is left to workers that can. Answers how many it took.
 */
export async function makeJobs(deps: MoveDeps, count: number): Promise<number> {
  const { redis, keys, seal = noSeal } = deps
  if (count <= 0) return 0
  const now = Date.now()
  await takeBackTurns(redis, keys, { marks: seal.keyMarks, count, now })
  const events = await takeTurns(redis, keys, count)
  if (events.length === 0) return 0
  const ids = events.map(({ messageId }) => messageId)
  const { entries, keyless } = await readEntriesOrKeyless(deps, ids)
  const parked = events.flatMap((event) => {
    const mark = keyless.get(event.messageId)?.mark
    const isOld = Number.parseInt(event.eventId, 10) <= now - longestParkedMs
    return mark === undefined || isOld ? [] : [{ event, mark, member: memberOf(event) }]
  })
  const isParked = new Set(parked.map(({ event }) => event))
  const told = events.filter((event) => !isParked.has(event))
  const entryOf = new Map(ids.map((id, index) => [id, entries[index]]))
  await deps.queue.addBulk(
    told.map((event) => ({
      name: callbackJobName,
      data: sealLabel(seal, callbackBody(deps.account, event, entryOf.get(event.messageId))),
      opts: { jobId: event.eventId },
    })),
  )
  await endTurns(redis, keys, told)
  await parkTurns(redis, keys, parked)
  if (parked.length > 0) deps.onParked?.(parked)
  return events.length
}
