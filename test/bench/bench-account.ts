import type { AccountSettings } from '@disparo/core'
import { writeAccountsFile } from '../stack/accounts-file.js'
import { newServiceUser, type ServiceUser, writeUsersFile } from '../stack/service-user.js'
import { type AppProcess, startApp } from '../stack/start-app.js'
import { NO_LIMIT } from './no-limit.js'
import { CONFIG_ID } from './upstream-path.js'
import { whileRunning } from './while-running.js'

/** Both sides have as many jobs under way; connections as our worker has them for that (two lanes). */
export const CONCURRENCY = 50
export const CONNECTIONS = 2 * CONCURRENCY

export function accountSettings(name: string): AccountSettings {
  return { name, limit: NO_LIMIT }
}

/** Runs `use` with our worker, a process of its own as it is shipped, working for the account. */
export async function withWorker<T>(
  input: {
    readonly redisUrl: string
    readonly account: string
    readonly upstreamUrl: string
    readonly dataKey?: string | undefined
  },
  use: () => Promise<T>,
): Promise<T> {
  const { redisUrl, account, upstreamUrl, dataKey } = input
  return withAccountsFile(account, upstreamUrl, async (env) => {
    const worker = await startApp({
      name: 'worker',
      entry: 'apps/worker/dist/main.js',
      env: {
        ...env,
        REDIS_URL: redisUrl,
        LOG_LEVEL: 'info',
        WORKER_CONCURRENCY: `${CONCURRENCY}`,
        DISPARO_DATA_KEY: dataKey ?? '',
      },
    })
    return whileRunning(worker, use)
  })
}

/** Runs `use` with our producer, a process of its own as it is shipped, serving the account. */
export async function withProducer<T>(
  input: { readonly redisUrl: string; readonly account: string },
  use: (producer: AppProcess & ServiceUser & { readonly url: string }) => Promise<T>,
): Promise<T> {
  const user = newServiceUser('bench')
  const users = await writeUsersFile([user])
  return withAccountsFile(input.account, 'http://127.0.0.1', async (env) => {
    const producer = await startApp({
      name: 'producer',
      entry: 'apps/producer/dist/main.js',
      env: { ...env, REDIS_URL: input.redisUrl, PORT: '0', DISPARO_USERS: users.path },
    })
    return whileRunning(producer, () => use({ ...producer, ...user, url: producer.url ?? '' }))
  }).finally(users.remove)
}

async function withAccountsFile<T>(
  name: string,
  baseUrl: string,
  use: (env: Record<string, string>) => Promise<T>,
): Promise<T> {
  const file = await writeAccountsFile([
    {
      ...accountSettings(name),
      configId: CONFIG_ID,
      baseUrl,
      username: 'bench',
      password: { env: 'BENCH_HI_PASSWORD' },
    },
  ])
  return use({ DISPARO_ACCOUNTS: file.path, BENCH_HI_PASSWORD: 'bench' }).finally(file.remove)
}
