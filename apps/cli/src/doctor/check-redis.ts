import type { EventEmitter } from 'node:events'
import {
  lastConnectionError,
  openRedis,
  parseRedisAddress,
  type Redis,
  RedisUnavailableError,
} from '@disparo/core/internal/redis'
import { explainRedisFault, redisFaultCode } from '@disparo/service/start'
import { Cluster } from 'ioredis'
import { type DoctorWords, type Finding, fail, ok } from './finding.js'
import { judgeRedis } from './judge-redis.js'
import { type RedisFacts, readRedisFacts, type Server } from './redis-facts.js'

const answerMs = 5_000

interface RedisChecked {
  readonly findings: readonly Finding[]
  /** Present where it answers; the caller closes it. */
  readonly redis?: Redis
}

/** Connects, and judges what is there: every master of a Cluster for itself, since any one of them may be away or set up wrongly. */
export async function checkRedis(url: string, words: DoctorWords): Promise<RedisChecked> {
  const { checks, redis: said } = words
  const { redis, located, ready, settle } = openWatched(url)
  try {
    const [findings, isReady] = await Promise.all([
      located.then((masters) => Promise.all(masters.map((master) => judgeMaster(master, words)))),
      ready,
    ])
    if (isReady) return { findings: [ok(checks.redis, said.answers), ...findings.flat()], redis }
    redis.disconnect()
    const incomplete = fail(checks.redis, said.incomplete, said.mendNamed)
    return { findings: [incomplete, ...findings.flat()] }
  } catch (error) {
    redis.disconnect()
    return { findings: [unreachable(error, words)] }
  } finally {
    settle()
  }
}

interface Master {
  readonly server: Server & Pick<EventEmitter, 'on'>
  /** Host and port, where there are several. */
  readonly place?: string
  close(): void
}

/**
 * `located` is there as soon as one node of a Cluster has named the masters, `ready` once commands are taken, or not in time.
 * With one server the first error of the connection is the answer; Sentinels and Clusters may do without some of theirs.
 */
function openWatched(url: string) {
  const isSingle = parseRedisAddress(url).kind === 'single'
  let refuse: (error: Error) => void = () => {}
  const refused = new Promise<never>((_resolve, reject) => {
    refuse = reject
  })
  const redis = openRedis(url, 'producer', (error) => isSingle && refuse(error))
  const isCluster = redis instanceof Cluster
  const masters = new Promise<readonly Master[]>((resolve) =>
    redis.once(isCluster ? 'refresh' : 'ready', () =>
      resolve(isCluster ? mastersOf(redis) : [{ server: redis, close: () => {} }]),
    ),
  )
  const taken = new Promise<true>((resolve) => redis.once('ready', () => resolve(true)))
  const deadline = setTimeout(
    () => refuse(lastConnectionError(redis) ?? new RedisUnavailableError()),
    answerMs,
  )
  return {
    redis,
    located: Promise.race([refused, masters]),
    ready: Promise.race([taken, refused.catch(() => false)]),
    settle: () => clearTimeout(deadline),
  }
}

/** Over connections of their own: those of a Cluster that takes no commands are closed again and again. */
function mastersOf(cluster: Cluster): Master[] {
  return cluster.nodes('master').map((node) => {
    const server = node.duplicate()
    return {
      server,
      place: `${node.options.host}:${node.options.port}`,
      close: () => server.disconnect(),
    }
  })
}

async function judgeMaster({ server, place, close }: Master, words: DoctorWords): Promise<Finding[]> {
  try {
    const findings = judgeRedis(await factsOf(server), words)
    return place
      ? findings.map((finding) => ({ ...finding, check: `${finding.check} (${place})` }))
      : findings
  } catch (error) {
    if (!place) throw error
    const { checks, redis } = words
    return [fail(`${checks.redis} (${place})`, redis.noAnswer(redisFaultCode(error)), redis.startIt)]
  } finally {
    close()
  }
}

function factsOf(server: Master['server']): Promise<RedisFacts> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new RedisUnavailableError()), answerMs)
    server.on('error', reject)
    readRedisFacts(server)
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}

function unreachable(error: unknown, { checks, redis }: DoctorWords): Finding {
  const code = redisFaultCode(error)
  return fail(checks.redis, redis.unreachable(code), redis.faults[explainRedisFault(code)])
}
