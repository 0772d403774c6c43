import { batchRowOfEntry, entryField, laneFromUrgent } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import type { AccountKeys, Redis } from '../../redis/index.js'
import { keyFingerprintOf, noSeal, type Seal } from '../../seal/index.js'
import type { Lanes } from '../lanes/lanes.js'
import type { StoredJob } from '../lanes/send-job.js'

/** A message that is in the ledger or waits in a lane already: which row of which batch it is, and its fingerprint. */
export interface ExistingMessage {
  readonly lane: Lane
  readonly batch?: string | undefined
  readonly row?: number | undefined
  readonly fingerprint?: string | undefined
  /** Names the data key that it is sealed with (`sealedBy`). */
  readonly keyFingerprint?: string | undefined
}

/**
 * Whether it is the message of those prints (`seal.prints`). Where the person was forgotten, nobody can tell any more: it is taken
 * for the same. `unreadable`: nor can anybody who lacks the data key that it is sealed with.
 */
export function compareMessage(
  { fingerprint, keyFingerprint }: ExistingMessage,
  prints: readonly string[],
  seal: Seal = noSeal,
): 'same' | 'different' | 'unreadable' {
  if (fingerprint === undefined || prints.includes(fingerprint)) return 'same'
  return keyFingerprint === undefined || seal.hasKey(keyFingerprint) ? 'different' : 'unreadable'
}

/**
 * Looks ids up in both lanes and the ledger. Jobs are read before entries: a job leaves its lane only after its entry
 * was made, so a message is never overlooked on its way.
 */
export function findExisting(
  { redis, keys, lanes }: { redis: Redis; keys: AccountKeys; lanes: Lanes },
  ids: readonly string[],
): Promise<(ExistingMessage | undefined)[]> {
  return Promise.all(
    ids.map(async (id) => {
      // Sent together and answered in this order; a pipeline would cost more than it saves.
      const [urgent, bulk, entry] = await Promise.all([
        redis.hget(lanes.urgent.toKey(id), 'data'),
        redis.hget(lanes.bulk.toKey(id), 'data'),
        redis.hmget(keys.message(id), ...knownFields),
      ])
      return knownByEntry(id, entry) ?? knownByJob('urgent', urgent) ?? knownByJob('bulk', bulk)
    }),
  )
}

const knownFields = [
  entryField.status,
  entryField.urgent,
  entryField.batch,
  entryField.row,
  entryField.fingerprint,
  entryField.to,
]

function knownByEntry(
  id: string,
  [status, urgent, batch, row, print, to]: (string | null)[],
): ExistingMessage | undefined {
  if (!status) return undefined
  return {
    lane: laneFromUrgent(urgent),
    ...batchRowOfEntry(id, batch, row),
    fingerprint: print ?? undefined,
    keyFingerprint: keyFingerprintOf(to ?? ''),
  }
}

function knownByJob(lane: Lane, data: string | null): ExistingMessage | undefined {
  if (!data) return undefined
  const { batch, row, fingerprint, message } = JSON.parse(data) as StoredJob
  return {
    lane,
    batch,
    row,
    fingerprint,
    keyFingerprint: typeof message === 'string' ? keyFingerprintOf(message) : undefined,
  }
}
