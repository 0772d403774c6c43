import { readSliceMessages, recordDoubts, recordMissingMessages } from '@disparo/core/internal/ledger'
import type { AccountKeys, Redis } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'

interface CloseDeps {
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly seal?: Seal | undefined
}

/** Read at once, some thousand messages at most. */
const perStep = 20

/**
 * The last that is said of the messages of slices before those are forgotten: what is still accepted was never shown, and
 * what is still in doubt has become too old for the report.
 */
export async function closeSlices(deps: CloseDeps, slices: readonly number[]): Promise<void> {
  for (let first = 0; first < slices.length; first += perStep) {
    await endOf(deps, slices.slice(first, first + perStep))
  }
}

async function endOf({ redis, keys, seal }: CloseDeps, slices: readonly number[]): Promise<void> {
  const { messages, missingDataKey: unread } = await readSliceMessages(redis, keys, slices, seal)
  // Whether one was shown that nobody could read, nobody can say.
  const accepted = messages.filter(({ status }) => status === 'accepted')
  await recordMissingMessages(
    redis,
    keys,
    accepted.map(({ id }) => id),
  )
  const inDoubt = [...messages, ...unread].filter(({ status }) => status === 'unknown')
  const note = { why: 'too-old', shown: 0, of: 0 } as const
  await recordDoubts(
    redis,
    keys,
    inDoubt.map(({ id, sendingAt }) => ({ id, sendingAt, note })),
  )
}
