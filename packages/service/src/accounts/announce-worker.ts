import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { type Redis, withTimeout } from '@disparo/core/internal/redis'
import { recordWorker, removeWorker, servingHeartbeat } from '@disparo/core/internal/served'

const answerMs = 5_000

/** Shows a worker process in Redis, again and again, until it is closed: its host's name, its version, and whom it serves. */
export function announceWorker(
  redis: Redis,
  version: string,
  accounts: () => readonly string[],
): { now(): Promise<void>; close(): Promise<void> } {
  const id = randomUUID()
  const signs = { id, name: `${hostname()}:${process.pid}`, version, since: new Date().toISOString() }
  let isUnderWay = false
  const ask = (operation: () => Promise<void>) => withTimeout(redis, answerMs, operation).catch(() => {})
  const now = async () => {
    // A worker's commands wait for a Redis that is away: one is enough.
    if (isUnderWay) return
    isUnderWay = true
    await ask(() => recordWorker(redis, { ...signs, accounts: accounts() }))
    isUnderWay = false
  }
  const timer = setInterval(() => void now(), servingHeartbeat.everyMs)
  return {
    now,
    close: () => {
      clearInterval(timer)
      return ask(() => removeWorker(redis, id))
    },
  }
}
