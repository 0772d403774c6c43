import { openRedis, parseRedisAddress, type Redis, RedisUnavailableError } from '@disparo/core/redis'
import { Cluster } from 'ioredis'
import type { Config } from '../../config.js'
import { type Finding, fail, ok } from './finding.js'
import { judgeRedis } from './judge-redis.js'
import { readRedisFacts, type Server } from './redis-facts.js'

const answerMs = 5_000

export interface RedisChecked {
  readonly findings: readonly Finding[]
  /** Present where it answers; the caller closes it. */
  readonly redis?: Redis
}

/** Connects, and judges what is there: every master of a Cluster, since any one of them may be set up wrongly. */
export async function checkRedis(url: Config['REDIS_URL']): Promise<RedisChecked> {
  const { redis, ready, refused, settle } = openWatched(url)
  const judged = async () => {
    await ready
    const masters = mastersOf(redis)
    const facts = await Promise.all(masters.map(({ server }) => readRedisFacts(server)))
    return facts.flatMap((each, index) =>
      judgeRedis(each).map((finding) => ({ ...finding, check: `${finding.check}${masters[index]?.place}` })),
    )
  }
  try {
    return { findings: [ok('Redis', 'answers'), ...(await Promise.race([refused, judged()]))], redis }
  } catch (error) {
    redis.disconnect()
    return { findings: [unreachable(error)] }
  } finally {
    settle()
  }
}

/** With one server the first error of the connection is the answer; Sentinels and Clusters may do without some of theirs. */
function openWatched(url: Config['REDIS_URL']) {
  const isSingle = parseRedisAddress(url).kind === 'single'
  let refuse: (error: Error) => void = () => {}
  const refused = new Promise<never>((_resolve, reject) => {
    refuse = reject
  })
  const redis = openRedis(url, 'producer', (error) => isSingle && refuse(error))
  const ready = new Promise<void>((resolve) => redis.once('ready', resolve))
  const deadline = setTimeout(() => refuse(new RedisUnavailableError()), answerMs)
  return { redis, ready, refused, settle: () => clearTimeout(deadline) }
}

function mastersOf(redis: Redis): { readonly server: Server; readonly place: string }[] {
  if (!(redis instanceof Cluster)) return [{ server: redis, place: '' }]
  return redis.nodes('master').map((server) => {
    const { host, port } = server.options
    return { server, place: ` (${host}:${port})` }
  })
}

function unreachable(error: unknown): Finding {
  const code = codeOf(error)
  const found = `does not answer at REDIS_URL (${code})`
  if (/^(?:NOAUTH|WRONGPASS|NOPERM)$/.test(code)) {
    return fail('Redis', found, 'Correct the user and password in REDIS_URL, or what they may do.')
  }
  return fail('Redis', found, 'Is it running, and does REDIS_URL name it? Nothing else can be looked at.')
}

/** A system call's code, or the one that Redis's error replies begin with, also where ioredis put words before it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const said = /\b(?:NOAUTH|WRONGPASS|NOPERM|LOADING|MASTERDOWN|CLUSTERDOWN)\b/.exec(error.message)?.[0]
  return said ?? ('code' in error ? String(error.code) : error.name)
}
