import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { acquireLease, releaseLease } from '../../redis/index.js'
import type { SuppressionList } from './suppression-lists.js'

const leaseMs = 30_000
const lookMs = 50

/** Does something while nobody else changes the list, or copies it. Who has it longer than a third of the lease keeps it. */
export async function underListLease<T>(
  { redis, keys }: SuppressionList,
  work: () => Promise<T>,
): Promise<T> {
  const holder = randomUUID()
  const acquire = () => acquireLease(redis, keys.suppressionLease, holder, leaseMs)
  while (!(await acquire())) await sleep(lookMs)
  const keep = setInterval(() => void acquire().catch(() => {}), leaseMs / 3)
  try {
    return await work()
  } finally {
    clearInterval(keep)
    await releaseLease(redis, keys.suppressionLease, holder)
  }
}
