import { readBatch, readEntriesAndMissingDataKeys } from '../ledger/index.js'
import type { AccountKeys, Redis } from '../redis/index.js'
import { noSeal, type Seal } from '../seal/index.js'
import { batchCallbackBody, type CallbackBody, callbackBody, sealLabel } from './callback-body.js'
import { type CallbackQueue, callbackJobName } from './callback-queue.js'
import { deleteEvents, type TakenEvents } from './outbox.js'
import { isBatchEvent, type MessageEvent } from './outbox-event.js'
import { maxParkedMs, type ParkedEvent, parkEvents, unparkEvents } from './parked-events.js'
import { appendToSequences, readyMember, removeReadyEvents, takeReadyEvents } from './sequences.js'

export interface CallbackJobDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly account: string
  readonly queue: Pick<CallbackQueue, 'addBulk'>
  /** Whether the receiver is told of batches. Default `false`. */
  readonly batchEvents?: boolean | undefined
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** Hears of changes that are left to workers that have their data keys. */
  readonly onParked?: ((parked: readonly ParkedEvent[]) => void) | undefined
}

/**
 * Appends what was taken from the outbox to the sequences, but for what the receiver is not to be told, and makes jobs of as many as are
 * ready. Answers how many.
 */
export async function moveOutboxEvents(
  deps: CallbackJobDeps,
  { events, malformed }: TakenEvents,
): Promise<number> {
  const told = deps.batchEvents ? events : events.filter((event) => !isBatchEvent(event))
  const untold = events.filter((event) => !told.includes(event)).map(({ eventId }) => eventId)
  await appendToSequences(deps.redis, deps.keys, told)
  await deleteEvents(deps.redis, deps.keys, [...malformed, ...untold])
  return addCallbackJobs(deps, told.length)
}

/**
 * Makes jobs of up to `count` changes whose turn has come, and only then notes that they have one. Whoever dies in between
 * leaves changes that are taken again; their jobs have the same ids, and are not added twice. A change whose label cannot be
 * opened is left to workers that can. Answers how many it took.
 */
export async function addCallbackJobs(deps: CallbackJobDeps, count: number): Promise<number> {
  const { redis, keys, seal = noSeal } = deps
  if (count <= 0) return 0
  const now = Date.now()
  await unparkEvents(redis, keys, { marks: seal.keyFingerprints, count, now })
  const events = await takeReadyEvents(redis, keys, count)
  if (events.length === 0) return 0
  const ids = events.map(({ messageId }) => messageId)
  const { entries, keyless } = await readEntriesAndMissingDataKeys(deps, ids)
  const parked = events.flatMap((event) => {
    const keyFingerprint = keyless.get(event.messageId)?.keyFingerprint
    const isOld = Number.parseInt(event.eventId, 10) <= now - maxParkedMs
    return keyFingerprint === undefined || isOld
      ? []
      : [{ event, keyFingerprint, member: readyMember(event) }]
  })
  const isParked = new Set(parked.map(({ event }) => event))
  const told = events.filter((event) => !isParked.has(event))
  const entryOf = new Map(ids.map((id, index) => [id, entries[index]]))
  const bodies = await Promise.all(
    told.map(async (event) =>
      isBatchEvent(event)
        ? batchCallbackBody(deps.account, event, await readBatch(redis, keys, event.messageId))
        : callbackBody(deps.account, event as MessageEvent, entryOf.get(event.messageId)),
    ),
  )
  await deps.queue.addBulk(
    told.map((event, index) => ({
      name: callbackJobName,
      data: sealLabel(seal, bodies[index] as CallbackBody),
      opts: { jobId: event.eventId },
    })),
  )
  await removeReadyEvents(redis, keys, told)
  await parkEvents(redis, keys, parked)
  if (parked.length > 0) deps.onParked?.(parked)
  return events.length
}
