import { type Finding, fail, ok, warn } from './finding.js'
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
export function judgeRedis(facts: RedisFacts): Finding[] {
  return [
    judgeVersion(facts.info),
    judgeRole(facts.info),
    ...judgePersistence(facts),
    judgeEviction(facts.info),
    judgeMemory(facts.info),
    ...judgeHashes(facts.hashMaxListpackValue),
    judgeClock(facts.skewMs),
    judgeLatency(facts.latencyMs),
  ]
}

type Info = RedisFacts['info']

function judgeVersion(info: Info): Finding {
  const version = info.redis_version ?? 'unknown'
  const [major = 0, minor = 0] = version.split('.').map((part) => Number(part) || 0)
  const name = info.server_name === 'valkey' ? `Valkey ${info.valkey_version ?? ''}` : `Redis ${version}`
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return fail('Redis version', name, `Use ${oldest.join('.')} at least; ${shown} or newer is best.`)
  }
  if (major < shown) return warn('Redis version', name, `Use ${shown} or newer: nothing is tested with this.`)
  return ok('Redis version', name)
}

function judgeRole({ role = 'unknown' }: Info): Finding {
  if (role === 'master') return ok('Redis role', 'a master')
  return fail('Redis role', 'a replica, which takes no writes', 'Let REDIS_URL name the master.')
}

function judgeEviction({ maxmemory_policy: policy = 'unknown' }: Info): Finding {
  if (policy === 'noeviction') return ok('Redis eviction', policy)
  return fail(
    'Redis eviction',
    `maxmemory-policy ${policy}: when memory is short, waiting messages are thrown away`,
    'Set maxmemory-policy noeviction.',
  )
}

function judgeMemory(info: Info): Finding {
  const used = Number(info.used_memory ?? 0)
  const limit = Number(info.maxmemory ?? 0)
  const machine = Number(info.total_system_memory ?? 0)
  const enough = 'Give it more memory, or lower ledgerDays: docs/operations.md, "Sizing".'
  if (limit > 0) {
    // What Redis itself leaves out of its judgement: buffers of replicas and of its file.
    const counted = used - Number(info.mem_not_counted_for_evict ?? 0)
    if (counted > limit) {
      const found = `it has none left (OOM): ${mebibytes(counted)} are used, maxmemory is ${mebibytes(limit)}`
      return fail('Redis memory', `${found}; nothing is taken in or sent`, enough)
    }
    const share = used / limit
    const found = `${mebibytes(used)} of ${mebibytes(limit)} are used`
    if (share >= fullFail) return fail('Redis memory', found, enough)
    return share >= fullWarn ? warn('Redis memory', found, enough) : ok('Redis memory', found)
  }
  const found = `${mebibytes(used)} are used, there is no maxmemory`
  const isMuch = machine > 0 && used / machine > shareOfMachine
  return isMuch
    ? warn('Redis memory', `${found}, and the machine has ${mebibytes(machine)}`, `${setMaxmemory} ${enough}`)
    : warn('Redis memory', found, setMaxmemory)
}

const setMaxmemory =
  'Set maxmemory: without it the kernel ends a Redis that is too large; with it a full one refuses work, and loses nothing.'

/** Texts of jobs are longer than Redis's own setting of 64, and shorter than this. */
const listpackBytes = 512

function judgeHashes(bytes: number | undefined): Finding[] {
  if (bytes === undefined) return []
  const found = `hash-max-listpack-value ${bytes}`
  if (bytes >= listpackBytes) return [ok('Redis hashes', found)]
  return [
    warn(
      'Redis hashes',
      `${found}: a message that waits takes 420 bytes more than it needs`,
      `CONFIG SET hash-max-listpack-value ${listpackBytes}, and the same in its configuration file: it saves 42 MB for 100,000 messages.`,
    ),
  ]
}

/** `sendAt` and retries go by this machine's clock, permits and the ledger by Redis's. */
function judgeClock(skewMs: number): Finding {
  const apart = Math.abs(skewMs)
  const found = `Redis's is ${apart} ms ${skewMs < 0 ? 'behind' : 'ahead of'} this machine's`
  if (apart < skewWarnMs) return ok('clocks', found)
  const judge = apart < skewFailMs ? warn : fail
  return judge(
    'clocks',
    found,
    'Let NTP set both clocks: messages are sent and expire as much too early or late.',
  )
}

function judgeLatency(latencyMs: number): Finding {
  const found = `${latencyMs.toFixed(1)} ms a round trip`
  if (latencyMs < slowMs) return ok('Redis latency', found)
  return warn('Redis latency', found, 'Run producers and workers near to it; a loaded Redis is slow, too.')
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`
}
