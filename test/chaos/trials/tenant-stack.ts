import { writeAccountsFile } from '../../stack/accounts-file.js'
import { type ProducerClient, producerClient } from '../../stack/producer-client.js'
import type { Programs } from '../../stack/stack.js'
import { startPrograms } from '../../stack/start-programs.js'
import { startOwnRedis } from '../../stack/start-redis.js'
import type { Tenant } from '../upstream/tenant.js'
import { openUpstream } from '../upstream/upstream.js'

/** One account, and both of its ends: where messages are handed over, and where they go. */
export interface TrialAccount {
  readonly name: string
  readonly producer: ProducerClient
  readonly tenant: Tenant
}

export interface TenantStack extends Pick<Programs, 'workers' | 'startWorker'> {
  /** Where the producer is. */
  readonly url: string
  readonly accounts: readonly TrialAccount[]
  stop(): Promise<void>
}

interface TenantStackOptions {
  /** More settings of each account. */
  readonly accounts: readonly Readonly<{ name: string } & Record<string, unknown>>[]
  readonly workers: number
  /** Variables that the accounts name. Default: none. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Variables of workers beside their concurrency. */
  readonly workerEnv?: Readonly<Record<string, string>>
}

/**
 * A second is some eight here, but for requests: where all share a few cores, one may take long, and what is dispatched
 * later than is reckoned with would rightly be sent twice.
 */
export const times = { requestTimeoutMs: 12_000, reportLagMs: 1_500, dispatchLagMs: 1_000 } as const

const LIMIT = { max: 50, windowMs: 1_000 } as const

const settings = {
  limit: LIMIT,
  safetyMarginMs: 100,
  requestTimeoutMs: times.requestTimeoutMs,
  outage: { closeAfter: 5, firstPauseMs: 50, longestPauseMs: 1_000 },
  reconcile: {
    limit: { max: 600, windowMs: 60_000 },
    reportLagMs: times.reportLagMs,
    dispatchLagMs: times.dispatchLagMs,
  },
} as const

/** Disparo as it is shipped, with many accounts, before a stand-in of the trials' own. */
export async function startTenantStack({
  accounts,
  workers,
  secrets = {},
  workerEnv = {},
}: TenantStackOptions): Promise<TenantStack> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (let next = stops.pop(); next; next = stops.pop()) await next()
  }
  try {
    const upstream = await openUpstream()
    stops.push(upstream.close)
    const redis = await startOwnRedis()
    stops.push(() => redis.stop())
    const tenants = accounts.map(({ name }) => upstream.addTenant(name))
    const file = await writeAccountsFile(
      accounts.map((account, n) => ({
        ...settings,
        ...account,
        configId: tenants[n]?.configId,
        username: tenants[n]?.username,
        password: { env: 'CHAOS_HI_PASSWORD' },
        baseUrl: upstream.url,
      })),
    )
    stops.push(file.remove)
    const programs = await startPrograms({
      redis,
      workers,
      accountsFile: file.path,
      secrets: { CHAOS_HI_PASSWORD: upstream.password },
      env: { producer: secrets, worker: { WORKER_CONCURRENCY: '10', ...workerEnv } },
      stops,
    })
    const { workers: started, startWorker, producer } = programs
    return {
      workers: started,
      startWorker,
      stop,
      url: producer.url,
      accounts: tenants.map((tenant) => ({
        tenant,
        name: tenant.username,
        producer: producerClient({ ...producer, account: tenant.username }),
      })),
    }
  } catch (error) {
    await stop()
    throw error
  }
}
