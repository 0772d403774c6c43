import { newServiceUser, writeUsersFile } from './service-user.js'
import type { Programs, StackOptions } from './stack.js'
import { type AppProcess, startApp } from './start-app.js'
import type { RunningRedis } from './start-redis.js'

interface ProgramsOptions {
  readonly redis: RunningRedis
  /** The path for DISPARO_ACCOUNTS. */
  readonly accountsFile: string
  /** The variables that the accounts' file names. */
  readonly secrets: Readonly<Record<string, string>>
  /** Default 1. */
  readonly workers?: number | undefined
  /** See `StackOptions`. */
  readonly asBuilt?: boolean | undefined
  readonly env?: StackOptions['env']
  /** Gets what undoes it, to be done last first. */
  readonly stops: (() => Promise<unknown>)[]
}

/** Producer and workers as processes of their own, before whatever the accounts lead to. */
export async function startPrograms(options: ProgramsOptions): Promise<Programs> {
  const { redis, accountsFile, secrets, stops } = options
  const producer = await startProducer(options)

  const workers: AppProcess[] = []
  stops.push(() => Promise.all(workers.map((worker) => worker.stop())))
  const workerEnv = {
    REDIS_URL: redis.url,
    DISPARO_ACCOUNTS: accountsFile,
    ...secrets,
    ...options.env?.worker,
  }
  const startWorker = async (env?: Readonly<Record<string, string>>) => {
    const worker = await startApp({
      name: 'worker',
      entry: 'apps/worker/dist/main.js',
      asBuilt: options.asBuilt,
      env: { ...workerEnv, ...env },
    })
    workers.push(worker)
    return worker
  }
  // Settled, not all: when one fails, `stop` must find the others.
  const started = await Promise.allSettled(Array.from({ length: options.workers ?? 1 }, () => startWorker()))
  for (const result of started) if (result.status === 'rejected') throw result.reason
  return { producer, workers, accountsFile, workerEnv, startWorker }
}

async function startProducer(options: ProgramsOptions): Promise<Programs['producer']> {
  const { redis, accountsFile, stops } = options
  const user = newServiceUser('stack')
  const users = await writeUsersFile([user])
  stops.push(users.remove)
  const process = await startApp({
    name: 'producer',
    entry: 'apps/producer/dist/main.js',
    asBuilt: options.asBuilt,
    env: {
      PORT: '0',
      REDIS_URL: redis.url,
      DISPARO_ACCOUNTS: accountsFile,
      DISPARO_USERS: users.path,
      ...options.env?.producer,
    },
  })
  stops.push(() => process.stop())
  return { url: urlOf(process), ...user, process }
}

/** @throws Error for a program that listens nowhere */
export function urlOf({ name, url }: AppProcess): string {
  if (url === undefined) throw new Error(`${name} did not say where it listens`)
  return url
}
