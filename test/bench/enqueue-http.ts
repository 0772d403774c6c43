import { authorizationOf } from '../stack/service-user.js'
import { startApp } from '../stack/start-app.js'
import { bareQueueEnv } from './bare-queue.js'
import { withProducer } from './bench-account.js'
import { compareRounds } from './compare-rounds.js'
import { openHttpLoad, type Target } from './http-load.js'
import type { Result } from './result.js'
import { sampleMessages } from './sample-messages.js'
import type { BenchSetup } from './setup.js'
import { whileRunning } from './while-running.js'

const CONNECTIONS = 50
/** Requests before the first round: a new server is slow at first. */
const WARM_UP = 3_000

/**
 * One message a request: our producer (checks, key looked up before and after, estimate, log line) beside Fastify
 * with nothing but `queue.add`. Both run throughout; the one whose turn it is not is idle.
 */
export async function measureEnqueueHttp(ground: BenchSetup): Promise<Result[]> {
  const { redisUrl, withAccount } = ground
  return withAccount((account) =>
    withProducer({ redisUrl, account }, (producer) =>
      withAccount(async (bareName) => {
        const bare = await startApp({
          name: 'bare server',
          entry: 'test/dist/bench/processes/bare-server.js',
          env: bareQueueEnv(redisUrl, bareName),
        })
        const ours: Target = {
          url: producer.url,
          path: `/v1/accounts/${account}/messages`,
          headers: { authorization: authorizationOf(producer) },
        }
        return whileRunning(bare, () =>
          race(ground, { ours, bare: { url: bare.url ?? '', path: '/messages' } }),
        )
      }),
    ),
  )
}

async function race(
  { sizes, say }: BenchSetup,
  targets: { readonly ours: Target; readonly bare: Target },
): Promise<Result[]> {
  const bodies = bodiesOf(sizes.http)
  const ours = openHttpLoad(targets.ours, CONNECTIONS)
  const bare = openHttpLoad(targets.bare, CONNECTIONS)
  try {
    for (const each of [ours, bare]) await each.post(bodiesOf(WARM_UP))
    const comparison = await compareRounds(
      { ours: () => ours.post(bodies), bare: () => bare.post(bodies) },
      {
        rounds: sizes.rounds,
        onRound: (round, our, other) =>
          say(`  enqueue over HTTP, round ${round}: ${Math.round(our)} and ${Math.round(other)} requests/s`),
      },
    )
    return [{ name: 'enqueue over HTTP, one by one', unit: 'requests/s', ...comparison }]
  } finally {
    await Promise.all([ours.close(), bare.close()])
  }
}

function bodiesOf(count: number): string[] {
  return sampleMessages(count).map((message) => JSON.stringify(message))
}
