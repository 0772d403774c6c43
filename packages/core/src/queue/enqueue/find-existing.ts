import { batchRowOfEntry, laneFromUrgent } from '../../ledger/index.js'
import type { Lane } from '../../message/index.js'
import { type AccountKeys, defineScript, type Redis } from '../../redis/index.js'
import { keyFingerprintOf, noSeal, type Seal } from '../../seal/index.js'
import type { Lanes } from '../lanes/lanes.js'
import type { StoredJob } from '../lanes/send-job.js'
import { findExistingLua } from './find-existing.lua.js'

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

const script = defineScript('disparoFindExisting', findExistingLua)

/** One call is short enough to keep nobody waiting. */
const idsPerCall = 200

export interface FindDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
}

/** What is done with the claims of the ids in the same step (claim-keys.ts). */
type ClaimAct = { readonly takeFor: Lane; readonly heldMs: number } | 'release' | 'none'

/** An id that was looked up. */
interface Found {
  /** The lane that has its claim, where one was to be taken. */
  readonly owner: string | undefined
  readonly message: ExistingMessage | undefined
}

/** Looks ids up in both lanes and the ledger, in one step, so that no message is overlooked on its way from one to the other. */
export async function findExisting(
  deps: FindDeps,
  ids: readonly string[],
): Promise<(ExistingMessage | undefined)[]> {
  return (await findAndClaim(deps, ids, 'none')).map(({ message }) => message)
}

/** The same, and takes or gives back claims of the ids. */
export async function findAndClaim(
  { redis, keys, lanes }: FindDeps,
  ids: readonly string[],
  act: ClaimAct,
): Promise<Found[]> {
  const places = [keys.claim(''), lanes.urgent.toKey(''), lanes.bulk.toKey(''), keys.message('')]
  const [said, heldMs] = typeof act === 'object' ? [act.takeFor, act.heldMs] : [act === 'none' ? '' : act, 0]
  const calls: Promise<unknown>[] = []
  for (let first = 0; first < ids.length; first += idsPerCall) {
    calls.push(script(redis, places, [said, heldMs, ...ids.slice(first, first + idsPerCall)]))
  }
  const answers = (await Promise.all(calls)).flat() as (string | null)[][]
  return answers.map(([owner, place, ...told], index) => ({
    owner: owner ?? undefined,
    message: place ? knownBy(ids[index] ?? '', place, told) : undefined,
  }))
}

function knownBy(id: string, place: string, told: (string | null)[]): ExistingMessage | undefined {
  return place === 'entry' ? knownByEntry(id, told) : knownByJob(place as Lane, told[0] ?? null)
}

function knownByEntry(id: string, [, urgent, batch, row, print, to]: (string | null)[]): ExistingMessage {
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
