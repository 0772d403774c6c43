import { randomBytes } from 'node:crypto'
import { writeAccountsFile } from './accounts-file.js'
import { forgetAccount } from './forget-account.js'
import type { JsonFile } from './json-file.js'
import type { PrivateRedis } from './private-redis.js'
import { producerClient } from './producer-client.js'
import { sandboxClient } from './sandbox-client.js'
import type { Stack, StackOptions } from './stack.js'
import { startApp } from './start-app.js'
import { startPrograms, urlOf } from './start-programs.js'
import { type RunningRedis, startOwnRedis, startRedis } from './start-redis.js'

export type { Stack, StackOptions } from './stack.js'

/** Redis (that of REDIS_URL, if set), sandbox, producer and workers as processes of their own, wired together. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  return startStackOn(await startRedis(), options)
}

/** The same with a private Redis always, which may be crashed and revived. */
export async function startOwnStack(options: StackOptions = {}): Promise<Stack<PrivateRedis>> {
  return startStackOn(await startOwnRedis(), options)
}

/** The same with a Redis that was started before, and is stopped with the stack. */
export async function startStackOn<R extends RunningRedis>(
  redis: R,
  options: StackOptions,
): Promise<Stack<R>> {
  const [account] = options.names ?? [`stack-${randomBytes(4).toString('hex')}`]
  const stops: (() => Promise<unknown>)[] = [
    () => redis.stop(),
    async () => redis.pid === undefined && forgetAccount(redis.url, account),
  ]
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next()
  }
  try {
    return { ...(await wire({ redis, account, options, stops })), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

interface Wiring<R> {
  readonly redis: R
  readonly account: string
  readonly options: StackOptions
  /** What `stop` does, last first. */
  readonly stops: (() => Promise<unknown>)[]
}

async function wire<R extends RunningRedis>(wiring: Wiring<R>): Promise<Omit<Stack<R>, 'stop'>> {
  const { redis, account, options, stops } = wiring
  const sandbox = await startSandbox(wiring)
  const accounts = await describeAccount(wiring, sandbox)
  stops.push(accounts.remove)
  const programs = await startPrograms({
    redis,
    accountsFile: accounts.path,
    secrets: { STACK_HI_PASSWORD: sandbox.password },
    workers: options.workers,
    asBuilt: options.asBuilt,
    env: options.env,
    stops,
  })
  const address = { ...programs.producer, account }
  return { account, redis, sandbox, ...programs, producer: { ...address, ...producerClient(address) } }
}

async function startSandbox({ options, stops }: Wiring<RunningRedis>): Promise<Stack['sandbox']> {
  const { max, windowMs } = limitOf(options)
  const address = { username: 'sandbox', password: secret(), configId: 'sandbox' }
  const process = await startApp({
    name: 'sandbox',
    entry: 'apps/sandbox/dist/main.js',
    asBuilt: options.asBuilt,
    env: {
      SANDBOX_PORT: '0',
      SANDBOX_USERNAME: address.username,
      SANDBOX_PASSWORD: address.password,
      SANDBOX_CONFIG_IDS: address.configId,
      SANDBOX_LIMIT_MAX: `${max}`,
      SANDBOX_LIMIT_WINDOW_MS: `${windowMs}`,
      ...options.env?.sandbox,
    },
  })
  stops.push(() => process.stop())
  const located = { ...address, url: urlOf(process) }
  return { ...located, ...sandboxClient(located), process }
}

function describeAccount(
  { account, options }: Wiring<RunningRedis>,
  sandbox: Stack['sandbox'],
): Promise<JsonFile> {
  const { names = [account] } = options
  return writeAccountsFile(
    names.map((name) => ({
      name,
      configId: sandbox.configId,
      baseUrl: sandbox.url,
      username: sandbox.username,
      password: { env: 'STACK_HI_PASSWORD' },
      limit: limitOf(options),
      ...(typeof options.account === 'function' ? options.account(sandbox, name) : options.account),
      ...options.accounts?.[name],
    })),
  )
}

function limitOf({ limit = { max: 500, windowMs: 60_000 } }: StackOptions) {
  return limit
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}
