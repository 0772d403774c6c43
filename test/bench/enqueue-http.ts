import { authorizationOf } from '../stack/service-user.js'
import { startApp } from '../stack/start-app.js'
import { bareQueueEnv } from './bare-queue.js'
import type { BareKind } from './bare-worker.js'
import { withProducer } from './bench-account.js'
import { compareRounds, roundText, type Sides } from './compare-rounds.js'
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
 * with nothing but `queue.add`, and one that keeps keys and statuses by hand. All run throughout; those whose turn it is not are
 * idle.
 */
export async function measureEnqueueHttp(ground: BenchSetup): Promise<Result[]> {
  const { redisUrl, withAccount } = ground
  return withAccount((account) =>
    withProducer({ redisUrl, account }, (producer) =>
      withServer(ground, 'bare', (bare) =>
        withServer(ground, 'careful', (careful) => {
          const ours: Target = {
            url: producer.url,
            path: `/v1/accounts/${account}/messages`,
            headers: { authorization: authorizationOf(producer) },
          }
          return race(ground, { ours, bare, careful })
        }),
      ),
    ),
  )
}

/** Runs `use` with a server beside ours, as it puts into a queue of its own. */
function withServer<T>(
  { redisUrl, withAccount }: BenchSetup,
  kind: BareKind,
  use: (target: Target) => Promise<T>,
): Promise<T> {
  return withAccount(async (name) => {
    const server = await startApp({
      name: `${kind} server`,
      entry: `test/dist/bench/processes/${kind}-server.js`,
      env: bareQueueEnv(redisUrl, name),
    })
    return whileRunning(server, () => use({ url: server.url ?? '', path: '/messages' }))
  })
}

async function race({ sizes, say }: BenchSetup, targets: Sides<Target>): Promise<Result[]> {
  const bodies = bodiesOf(sizes.http)
  const ours = openHttpLoad(targets.ours, CONNECTIONS)
  const bare = openHttpLoad(targets.bare, CONNECTIONS)
  const careful = openHttpLoad(targets.careful, CONNECTIONS)
  try {
    for (const each of [ours, bare, careful]) await each.post(bodiesOf(WARM_UP))
    const comparison = await compareRounds(
      {
        ours: () => ours.post(bodies),
        bare: () => bare.post(bodies),
        careful: () => careful.post(bodies),
      },
      {
        rounds: sizes.rounds,
        onRound: (round, figures) =>
          say(`  enqueue over HTTP, round ${round}: ${roundText(figures)} requests/s`),
      },
    )
    return [
      {
        name: 'enqueue over HTTP, one by one',
        unit: 'requests/s',
        ...comparison,
        aim: { kind: 'ratio-at-least', value: 0.6 },
      },
    ]
  } finally {
    await Promise.all([ours, bare, careful].map((each) => each.close()))
  }
}

function bodiesOf(count: number): string[] {
  return sampleMessages(count).map((message) => JSON.stringify(message))
}
