import { randomBytes } from 'node:crypto'
import { tieToParent } from './child-process-group.js'
import { disableReaper } from './config.js'
import { NoContainerError } from './no-container-error.js'
import { redisReady } from './redis-ready.js'
import type { RunningRedis } from './start-redis.js'
import { within } from './within.js'

/** The server that docker-compose.yml names, too; `REDIS_IMAGE` names another for both. */
export const REDIS_IMAGE =
  process.env.REDIS_IMAGE ||
  'redis:8-alpine@sha256:becdda6c7f4b3fb42e42fd7f120bbf5c54c4caaaf16f26da24e4563d2c1f0576'
const PORT = 6379

/** How long each step may take, ms: Docker's first answer, fetching an image that is not there, and starting it. */
interface ContainerDeadlines {
  readonly answerMs: number
  readonly pullMs: number
  readonly startMs: number
}
const DEADLINES: ContainerDeadlines = { answerMs: 5_000, pullMs: 60_000, startMs: 30_000 }

export interface ContainerRedisOptions {
  /** Default `REDIS_IMAGE`. */
  readonly image?: string
  readonly deadlines?: Partial<ContainerDeadlines>
  /** Gets a line when something takes long. */
  readonly say: (line: string) => void
}

/**
 * A Redis in a container of its own, which ends with this process. It has a password, and writes every change to a log
 * before it answers, which is in memory: nothing outlasts the container.
 * @throws NoContainerError when there is none to be had in time; its `message` says why
 */
export async function startContainerRedis(options: ContainerRedisOptions): Promise<RunningRedis> {
  const { image = REDIS_IMAGE, say } = options
  const { answerMs, pullMs, startMs } = { ...DEADLINES, ...options.deadlines }
  disableReaper()
  // Loaded here, because it takes as long as a server takes to start.
  const { GenericContainer, getContainerRuntimeClient, ImageName, Wait } = await import('testcontainers')
  const client = await step('Docker does not answer', answerMs, getContainerRuntimeClient())
  const name = ImageName.fromString(image)
  if (!(await step('Docker does not answer', answerMs, client.image.exists(name)))) {
    say(`Fetching the image ${image} (once)`)
    await step(`The image ${image} cannot be fetched`, pullMs, client.image.pull(name))
  }

  const password = randomBytes(24).toString('base64url')
  const starting = new GenericContainer(image)
    .withCommand(['redis-server', ...settings(password)])
    .withTmpFs({ '/data': 'rw' })
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
    .withStartupTimeout(startMs)
    .withAutoRemove(true)
    .start()
  const container = await step(`A container of ${image} does not start`, startMs, starting)
  const letGo = tieToParent({ container: container.getId() })
  const host = container.getHost() === 'localhost' ? '127.0.0.1' : container.getHost()
  const url = `redis://:${password}@${host}:${container.getMappedPort(PORT)}`
  const stop = async () => {
    await container.stop({ timeout: 5_000 })
    letGo()
  }
  const ready = redisReady(url, AbortSignal.timeout(startMs))
  await step(`The Redis of ${image} does not answer`, startMs, ready).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { url, stop }
}

function settings(password: string): string[] {
  const all = {
    requirepass: password,
    appendonly: 'yes',
    appendfsync: 'always',
    save: '',
    'maxmemory-policy': 'noeviction',
    'hash-max-listpack-value': '512',
  }
  return Object.entries(all).flatMap(([name, value]) => [`--${name}`, value])
}

async function step<T>(failure: string, deadlineMs: number, work: Promise<T>): Promise<T> {
  try {
    return await within(deadlineMs, work)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new NoContainerError(`${failure}: ${reason}`, { cause })
  }
}
