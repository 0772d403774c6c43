import type { EventEmitter } from 'node:events'
import {
  lastConnectionError,
  openRedis,
  parseRedisAddress,
  type Redis,
  RedisUnavailableError,
} from '@disparo/core/internal/redis'
import { explainRedisFault, type RedisFault, redisFaultCode } from '@disparo/service/start'
import { Cluster } from 'ioredis'
import { type Finding, fail, ok } from './finding.js'
import { judgeRedis } from './judge-redis.js'
import { type RedisFacts, readRedisFacts, type Server } from './redis-facts.js'

const answerMs = 5_000

interface RedisChecked {
  readonly findings: readonly Finding[]
  /** Present where it answers; the caller closes it. */
  readonly redis?: Redis
}

/** Connects, and judges what is there: every master of a Cluster for itself, since any one of them may be away or set up wrongly. */
export async function checkRedis(url: string): Promise<RedisChecked> {
  const { redis, located, ready, settle } = openWatched(url)
  try {
    const [findings, isReady] = await Promise.all([
      located.then((masters) => Promise.all(masters.map(judgeMaster))),
      ready,
    ])
    if (isReady) return { findings: [ok('Redis', 'answers'), ...findings.flat()], redis }
    redis.disconnect()
    return { findings: [incomplete, ...findings.flat()] }
  } catch (error) {
    redis.disconnect()
    return { findings: [unreachable(error)] }
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

async function judgeMaster({ server, place, close }: Master): Promise<Finding[]> {
  try {
    const findings = judgeRedis(await factsOf(server))
    return place
      ? findings.map((finding) => ({ ...finding, check: `${finding.check} (${place})` }))
      : findings
  } catch (error) {
    if (!place) throw error
    return [fail(`Redis (${place})`, `gives no answer (${redisFaultCode(error)})`, atOneMaster)]
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

const atOneMaster =
  'Start it, or see why no replica takes over: its accounts can neither enqueue nor send; nothing that was acknowledged is lost.'

const incomplete = fail(
  'Redis',
  'takes no commands, though some of the Cluster answers',
  'Mend what is named below; with cluster-require-full-coverage no, accounts on the other masters go on meanwhile.',
)

function unreachable(error: unknown): Finding {
  const code = redisFaultCode(error)
  return fail('Redis', `does not answer at REDIS_URL (${code})`, changes[explainRedisFault(code)])
}

const changes = {
  login: 'Correct the user and password in REDIS_URL, or what they may do.',
  certificate:
    'Give this machine the CA of its certificate (NODE_EXTRA_CA_CERTS), or name it as the certificate does.',
  'unknown-host':
    'Correct the name of the host in REDIS_URL: it is not known here. Nothing else can be looked at.',
  away: 'Is it running, and does REDIS_URL name it? Nothing else can be looked at.',
} as const satisfies Record<RedisFault, string>
