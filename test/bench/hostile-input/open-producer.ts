import { createHash, randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { writeAccountsFile } from '../../stack/accounts-file.js'
import { authorizationOf, newServiceUser, writeUsersFile } from '../../stack/service-user.js'
import { type AppProcess, startApp } from '../../stack/start-app.js'
import { peakMemory } from '../peak-memory.js'

/** A producer as it is shipped, with one account and one user, and what its doors ask for. */
interface OpenProducer {
  readonly url: string
  readonly process: AppProcess
  readonly account: string
  readonly configId: string
  readonly webhookSecret: string
  readonly remetente: string
  readonly user: string
  /** The MD5 of the password, in hex. */
  readonly pass: string
  readonly authorization: string
  /** Of a measurement that begins now. */
  forgetPeak(): Promise<void>
  /** Bytes; `undefined` where it is not Linux. */
  peak(): Promise<number | undefined>
  stop(): Promise<void>
}

export async function openProducer(
  redisUrl: string,
  account: string,
  env: Readonly<Record<string, string>> = {},
): Promise<OpenProducer> {
  const user = newServiceUser('bench')
  const users = await writeUsersFile([user])
  const [configId, remetente] = ['bench', 'bench-remetente']
  const webhookSecret = randomBytes(24).toString('base64url')
  const accounts = await writeAccountsFile([
    {
      ...{ name: account, configId, remetente, baseUrl: 'http://127.0.0.1:9', username: 'bench' },
      password: { env: 'BENCH_SECRET' },
      webhookSecret: { env: 'BENCH_SECRET' },
    },
  ])
  const process = await startApp({
    name: 'producer',
    entry: 'apps/producer/dist/main.js',
    env: {
      ...{ PORT: '0', REDIS_URL: redisUrl, DISPARO_ACCOUNTS: accounts.path, DISPARO_USERS: users.path },
      ...{ BENCH_SECRET: webhookSecret, ...env },
    },
  })
  return {
    ...{ url: process.url ?? '', process, account, configId, remetente, webhookSecret },
    user: user.user,
    pass: createHash('md5').update(user.password).digest('hex'),
    authorization: authorizationOf(user),
    // Linux: sets VmHWM to what is resident now (proc(5), clear_refs).
    forgetPeak: () => writeFile(`/proc/${process.pid}/clear_refs`, '5').catch(() => undefined),
    peak: () => peakMemory(process.pid),
    stop: async () => {
      await process.stop()
      await Promise.all([users.remove(), accounts.remove()])
    },
  }
}
