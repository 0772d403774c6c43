import { defineScript, type Redis, runningWorkersKey } from '../redis/index.js'
import { servingHeartbeat } from './served-accounts.js'

/** A worker process as it shows itself. */
export interface RunningWorker {
  readonly name: string
  readonly version: string
  /** When it was started, and when it showed itself last; ISO 8601, UTC. */
  readonly since: string
  readonly lastSeenAt: string
}

interface WorkerSigns extends Pick<RunningWorker, 'name' | 'version' | 'since'> {
  /** Its own: no other worker has it. */
  readonly id: string
  readonly accounts: readonly string[]
}

const keptMs = 3_600_000

/** A hash: id → `<last seen, ms> <the rest as JSON>`. Who writes takes out those that have been gone for long. */
const recordScript = defineScript(
  'disparoRecordWorker',
  `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- A first write that needs no memory lets the others pass.
redis.call('PERSIST', KEYS[1])
local all = redis.call('HGETALL', KEYS[1])
for place = 1, #all, 2 do
  local seen = tonumber(string.match(all[place + 1], '^%d+')) or 0
  if now - seen > tonumber(ARGV[3]) then redis.call('HDEL', KEYS[1], all[place]) end
end
redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f ', now) .. ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
`,
)

/** A worker shows itself: which accounts it serves now. */
export async function recordWorker(redis: Redis, { id, ...signs }: WorkerSigns): Promise<void> {
  const args = [id, JSON.stringify(signs), servingHeartbeat.ttlMs, keptMs]
  await recordScript(redis, [runningWorkersKey], args)
}

/** It has stopped. */
export async function removeWorker(redis: Redis, id: string): Promise<void> {
  await redis.hdel(runningWorkersKey, id)
}

/** The workers that serve an account, by name. Those before 0.2.0 do not show themselves. */
export async function readWorkers(redis: Redis, account: string, now: number): Promise<RunningWorker[]> {
  const fields = Object.values(await redis.hgetall(runningWorkersKey))
  return fields
    .flatMap((field) => {
      const [, seen, json] = /^(\d+) (.*)$/s.exec(field) ?? []
      if (seen === undefined || json === undefined || now - Number(seen) > servingHeartbeat.ttlMs) return []
      const { accounts, name, version, since } = JSON.parse(json) as Omit<WorkerSigns, 'id'>
      if (!accounts.includes(account)) return []
      return [{ name, version, since, lastSeenAt: new Date(Number(seen)).toISOString() }]
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
}
