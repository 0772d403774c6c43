import { connect } from '@disparo/core'
import { openBareQueue } from './bare-queue.js'
import { type BareKind, withBareWorker } from './bare-worker.js'
import { accountSettings, withWorker } from './bench-account.js'
import { compareRounds, roundText } from './compare-rounds.js'
import type { Result } from './result.js'
import { sampleMessages } from './sample-messages.js'
import type { BenchSetup } from './setup.js'
import { startUpstream, type Upstream } from './upstream-client.js'

/** Share of the messages that arrive before the clock starts: a new process is slow at first. */
const WARM_UP = 0.25

interface Round extends BenchSetup {
  readonly upstream: Upstream
}

/**
 * Queued messages sent: our worker (begin, POST, settle) beside a bare one (POST) and one that keeps books by hand
 * (careful-attempt.ts), each a new process every round, with as many jobs under way and the limit out of reach. Timed by the server they arrive at.
 */
export async function measureDispatch(ground: BenchSetup): Promise<Result[]> {
  const { sizes, say } = ground
  const upstream = await startUpstream()
  try {
    const round: Round = { ...ground, upstream }
    const comparison = await compareRounds(
      {
        ours: () => dispatchOurs(round),
        bare: () => dispatchBare(round, 'bare'),
        careful: () => dispatchBare(round, 'careful'),
      },
      {
        rounds: sizes.rounds,
        onRound: (n, figures) => say(`  dispatch, round ${n}: ${roundText(figures)} messages/s`),
      },
    )
    return [
      {
        name: 'dispatch',
        unit: 'messages/s',
        ...comparison,
        aim: { kind: 'ratio-at-least', value: 0.6, careful: 1 },
      },
    ]
  } finally {
    await upstream.stop()
  }
}

function dispatchOurs(round: Round): Promise<number> {
  const { redisUrl, upstream, withAccount, dataKey } = round
  return withAccount(async (account) => {
    const disparo = connect({
      redis: redisUrl,
      account: accountSettings(account),
      dataKey,
      allowNewAccount: true,
    })
    await disparo.sendMany(queued(round)).finally(() => disparo.close())
    return timed(round, (measure) =>
      withWorker({ redisUrl, account, dataKey, upstreamUrl: upstream.url }, measure),
    )
  })
}

function dispatchBare(round: Round, kind: BareKind): Promise<number> {
  const { redisUrl, upstream, withAccount } = round
  return withAccount(async (queue) => {
    const bare = await openBareQueue(redisUrl, queue)
    const jobs = kind === 'careful' ? bare.careful : bare
    await jobs.addAll(queued(round)).finally(() => bare.close())
    return timed(round, (measure) =>
      withBareWorker({ redisUrl, queue, upstreamUrl: upstream.url, kind }, measure),
    )
  })
}

function queued({ sizes }: Round) {
  return sampleMessages(warmUpOf(sizes) + sizes.dispatch)
}

/** Messages per second, from the first arrival after the warm-up to the last one. */
async function timed(
  { sizes, upstream }: Round,
  work: (measure: () => Promise<number>) => Promise<number>,
): Promise<number> {
  const warmUp = warmUpOf(sizes)
  await upstream.expect({ first: warmUp + 1, last: warmUp + sizes.dispatch })
  const ms = await work(() => upstream.elapsedMs())
  return ((sizes.dispatch - 1) * 1000) / ms
}

function warmUpOf({ dispatch }: Round['sizes']): number {
  return Math.round(dispatch * WARM_UP)
}
