import { writeAccountsFile } from '../../stack/accounts-file.js'
import { type AppProcess, startApp } from '../../stack/start-app.js'

const WORKERS = 2

/** Runs `use` with two workers, as they are shipped and with their defaults, for all the accounts. */
export async function withSteadyWorkers<T>(
  input: { readonly redisUrl: string; readonly accounts: readonly string[]; readonly upstreamUrl: string },
  use: (workers: readonly AppProcess[]) => Promise<T>,
): Promise<T> {
  const { redisUrl, accounts, upstreamUrl } = input
  const file = await writeAccountsFile(
    accounts.map((name) => ({
      ...{ name, configId: name, baseUrl: upstreamUrl, username: name },
      password: { env: 'BENCH_HI_PASSWORD' },
    })),
  )
  const env = { REDIS_URL: redisUrl, DISPARO_ACCOUNTS: file.path, BENCH_HI_PASSWORD: 'bench' }
  const workers: AppProcess[] = []
  try {
    for (let n = 0; n < WORKERS; n++)
      workers.push(await startApp({ name: 'worker', entry: 'apps/worker/dist/main.js', env }))
    const ended = workers.map(async (worker) => {
      await worker.exited
      throw new Error(`A worker ended before its work was done. Its last words:\n${worker.output()}`)
    })
    return await Promise.race([use(workers), ...ended])
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()))
    await file.remove()
  }
}
