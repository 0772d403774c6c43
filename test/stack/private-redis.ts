import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, type Exit, startChild } from './child.js'
import { tieToParent } from './child-process-group.js'
import { freePort } from './free-port.js'
import { limitFileSize } from './limit-file-size.js'
import { redisReady } from './redis-ready.js'

const START_ATTEMPTS = 5
const READY_DEADLINE_MS = 30_000

export interface PrivateRedisOptions {
  /** The server's executable. */
  readonly server: string
  readonly path: string
  /** Default `true`: every write is on the disk before it is answered. `false` keeps nothing, and is faster. */
  readonly persistent?: boolean
  /** Default: one that nobody else knows. */
  readonly password?: string
  /** More lines of its configuration. */
  readonly settings?: readonly string[]
  /** More arguments, such as `--sentinel`. */
  readonly args?: readonly string[]
}

/** A Redis of our own: a child process with its own port, folder and password, ending with this process. */
export interface PrivateRedis {
  readonly url: string
  readonly port: number
  readonly password: string
  /** Changes by `revive`. */
  readonly pid: number
  readonly folder: string
  /** As if the machine lost power: SIGKILL, nothing flushed. */
  crash(): Promise<void>
  /** Of the process that runs now, or of the last one. */
  readonly exited: Promise<Exit>
  /**
   * Starts it again after its end, at the same address, on what it had written. With `roomBytes` its disk is soon full:
   * no file of its may become larger than the largest is now by more than that. It may have ended by then.
   */
  revive(options?: { readonly roomBytes?: number }): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

/** @throws Error with the server's own output when it does not start */
export async function startPrivateRedis(options: PrivateRedisOptions): Promise<PrivateRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-redis-'))
  const letGo = tieToParent({ folder })
  const { password = randomBytes(24).toString('base64url'), settings = [] } = options
  const remove = async () => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    letGo()
  }
  const launch = async (port: number, roomBytes?: number) => {
    const start = { command: options.server, args: [join(folder, 'redis.conf'), ...(options.args ?? [])] }
    await writeFile(
      join(folder, 'redis.conf'),
      configuration({ ...options, folder, port, password, settings }),
      {
        mode: 0o600,
      },
    )
    return awaitReady(
      await startChild({
        ...(roomBytes === undefined ? start : await limitFileSize(start, folder, roomBytes)),
        env: { PATH: options.path },
      }),
      urlOf(port, password),
      roomBytes !== undefined,
    )
  }

  let child: Child | undefined
  let port = 0
  let failure: unknown
  // Redis has no "any free port", so another process may take ours between the asking and the binding.
  for (let attempt = 0; child === undefined && attempt < START_ATTEMPTS; attempt++) {
    port = await freePort()
    child = await launch(port).catch((error: unknown) => {
      failure = error
      return undefined
    })
  }
  if (child === undefined) {
    await remove()
    throw failure
  }

  let running = child
  return {
    url: urlOf(port, password),
    port,
    password,
    get pid() {
      return running.pid
    },
    folder,
    get exited() {
      return running.exited
    },
    crash: async () => void (await running.kill()),
    revive: async ({ roomBytes } = {}) => {
      running = await launch(port, roomBytes)
    },
    stop: async () => {
      await running.stop('SIGTERM', 5_000)
      await remove()
    },
  }
}

function urlOf(port: number, password: string): string {
  return `redis://:${password}@127.0.0.1:${port}`
}

function configuration(input: {
  readonly folder: string
  readonly port: number
  readonly password: string
  readonly persistent?: boolean
  readonly settings: readonly string[]
}): string {
  return [
    `port ${input.port}`,
    'bind 127.0.0.1',
    `requirepass ${input.password}`,
    `dir ${JSON.stringify(input.folder)}`,
    'save ""',
    `appendonly ${input.persistent === false ? 'no' : 'yes'}`,
    'appendfsync always',
    'maxmemory-policy noeviction',
    'hash-max-listpack-value 512',
    ...input.settings,
    '',
  ].join('\n')
}

/** @param mayEnd - it is no failure when it ends before it was seen ready: those it serves may be quicker than we are */
async function awaitReady(child: Child, url: string, mayEnd: boolean): Promise<Child> {
  const done = new AbortController()
  const deadline = setTimeout(() => done.abort(), READY_DEADLINE_MS)
  const ready = redisReady(url, done.signal).then(
    () => true,
    // Another server answered at this port, and ours is about to say so.
    () => false,
  )
  const answered = await Promise.race([ready, child.exited.then(() => mayEnd)])
  clearTimeout(deadline)
  done.abort()
  if (answered) return child
  await child.kill()
  throw new Error(`redis-server did not start. Its last words:\n${child.output()}`)
}
