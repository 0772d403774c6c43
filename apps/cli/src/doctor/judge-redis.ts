import { type DoctorWords, type Finding, fail, ok, warn } from './finding.js'
import { judgePersistence } from './judge-persistence.js'
import type { RedisFacts } from './redis-facts.js'

/** Callbacks take what another reader left by XAUTOCLAIM, which came with 6.2; BullMQ asks for 6.2 as well. */
const oldest = [6, 2] as const
/** The oldest that the tests have shown to work. */
const shown = 7
const slowMs = 20
const skewWarnMs = 1_000
const skewFailMs = 30_000
const fullWarn = 0.75
const fullFail = 0.9
/** While it rewrites its file, a Redis that is written to can need its memory twice. */
const shareOfMachine = 0.5

/** What a Redis must be like for docs/guarantees.md to hold. */
export function judgeRedis(facts: RedisFacts, words: DoctorWords): Finding[] {
  return [
    judgeVersion(facts.info, words),
    judgeRole(facts.info, words),
    ...judgePersistence(facts, words),
    judgeEviction(facts.info, words),
    judgeMemory(facts.info, words),
    ...judgeHashes(facts.hashMaxListpackValue, words),
    judgeClock(facts.skewMs, words),
    judgeLatency(facts.latencyMs, words),
  ]
}

type Info = RedisFacts['info']

function judgeVersion(info: Info, { checks, redis }: DoctorWords): Finding {
  const version = info.redis_version ?? 'unknown'
  const [major = 0, minor = 0] = version.split('.').map((part) => Number(part) || 0)
  const name = info.server_name === 'valkey' ? `Valkey ${info.valkey_version ?? ''}` : `Redis ${version}`
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return fail(checks.redisVersion, name, redis.useAtLeast(oldest.join('.'), shown))
  }
  if (major < shown) return warn(checks.redisVersion, name, redis.useNewer(shown))
  return ok(checks.redisVersion, name)
}

function judgeRole({ role = 'unknown' }: Info, { checks, redis }: DoctorWords): Finding {
  if (role === 'master') return ok(checks.redisRole, redis.master)
  return fail(checks.redisRole, redis.replica, redis.nameMaster)
}

function judgeEviction(
  { maxmemory_policy: policy = 'unknown' }: Info,
  { checks, redis }: DoctorWords,
): Finding {
  if (policy === 'noeviction') return ok(checks.redisEviction, policy)
  return fail(checks.redisEviction, redis.evicts(policy), redis.noEviction)
}

function judgeMemory(info: Info, { checks, memory }: DoctorWords): Finding {
  const check = checks.redisMemory
  const used = Number(info.used_memory ?? 0)
  const limit = Number(info.maxmemory ?? 0)
  const machine = Number(info.total_system_memory ?? 0)
  if (limit > 0) {
    // What Redis itself leaves out of its judgement: buffers of replicas and of its file.
    const counted = used - Number(info.mem_not_counted_for_evict ?? 0)
    if (counted > limit) {
      return fail(check, memory.full(mebibytes(counted), mebibytes(limit)), memory.enough)
    }
    const share = used / limit
    const found = memory.used(mebibytes(used), mebibytes(limit))
    if (share >= fullFail) return fail(check, found, memory.enough)
    return share >= fullWarn ? warn(check, found, memory.enough) : ok(check, found)
  }
  const found = memory.unlimited(mebibytes(used))
  const isMuch = machine > 0 && used / machine > shareOfMachine
  return isMuch
    ? warn(check, memory.ofMachine(found, mebibytes(machine)), `${memory.setMaxmemory} ${memory.enough}`)
    : warn(check, found, memory.setMaxmemory)
}

/** Texts of jobs are longer than Redis's own setting of 64, and shorter than this. */
const listpackBytes = 512

function judgeHashes(bytes: number | undefined, { checks, redis }: DoctorWords): Finding[] {
  if (bytes === undefined) return []
  const found = `hash-max-listpack-value ${bytes}`
  if (bytes >= listpackBytes) return [ok(checks.redisHashes, found)]
  return [warn(checks.redisHashes, redis.hashes(found), redis.setHashes(listpackBytes))]
}

/** `sendAt` and retries go by this machine's clock, permits and the ledger by Redis's. */
function judgeClock(skewMs: number, { checks, clocks }: DoctorWords): Finding {
  const apart = Math.abs(skewMs)
  const found = clocks.redis(apart, skewMs < 0)
  if (apart < skewWarnMs) return ok(checks.clocks, found)
  const judge = apart < skewFailMs ? warn : fail
  return judge(checks.clocks, found, clocks.setBoth)
}

function judgeLatency(latencyMs: number, { checks, redis }: DoctorWords): Finding {
  const found = redis.latency(latencyMs.toFixed(1))
  if (latencyMs < slowMs) return ok(checks.redisLatency, found)
  return warn(checks.redisLatency, found, redis.near)
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`
}
