import { setTimeout as delay } from 'node:timers/promises'
import type { MessageState } from '@disparo/core'
import { request } from 'undici'
import { beliefOf } from '../subject/disparo.js'
import type { Behavior, Post } from '../upstream/behavior.js'
import { killWorkers } from './kill-workers.js'
import { openMailing } from './mailing.js'
import { startTenantStack, type TenantStack } from './tenant-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'

const SECRET = 'a-secret-of-the-address'
const ACCOUNT = 'webhook-first'
const PATIENCE_MS = 60_000

/** Of a third the webhook names the id in the answer, of a third the recipient, of the others both. */
const names = ({ n, to }: Post) => ({
  ...(n % 3 === 1 ? {} : { eventId: idOf({ n }) }),
  ...(n % 3 === 0 ? {} : { userId: to }),
})
const idOf = ({ n }: Pick<Post, 'n'>) => `told-${n}`
const isFailure = ({ n }: Pick<Post, 'n'>) => n % 5 === 0

/**
 * Hi Broker tells what became of each message before its POST is answered, and so before it is settled, while worker after
 * worker is killed. What it tells (that a message failed, that its recipient answered) nobody else does.
 */
export const webhookFirst: Trial = {
  name: 'webhook-first',
  says: 'the webhook tells of messages before they are settled, and workers are killed',
  usual: { messages: 500, seconds: 10 },
  run: async (input) => {
    const stack = await startTenantStack({
      workers: 2,
      accounts: [{ name: ACCOUNT, webhookSecret: { env: 'CHAOS_WEBHOOK_SECRET' } }],
      secrets: { CHAOS_WEBHOOK_SECRET: SECRET },
      workerEnv: { WORKER_LOCK_MS: '2000' },
    })
    try {
      return await run(input, stack)
    } finally {
      await stack.stop()
    }
  },
}

async function run({ messages, seconds, say }: TrialInput, stack: TenantStack): Promise<TrialDone> {
  const [account] = stack.accounts
  if (!account) throw new Error('The stack has no account')
  const told = new Set<string>()
  account.tenant.behave(tellingFirst(`${stack.url}/webhooks/hi-broker/${ACCOUNT}/${SECRET}`, told))
  const mailing = openMailing({ account, first: 0 })
  const sent = await mailing.enqueue(messages, 'told_first')
  const kills = await killWorkers(stack, seconds, say)
  await mailing.trickleUntil('later', async () => (await mailing.open(sent)).length === 0)
  const posts = new Map(account.tenant.posts.map((post) => [post.to, post]))
  /** The answer went down with its worker, and with it the only name by which the webhook told. */
  const isNameless = (state: MessageState) => {
    const post = posts.get(state.to)
    return post !== undefined && !('userId' in names(post)) && state.upstreamId === undefined
  }
  const isKnown = (state: MessageState) => {
    const post = posts.get(state.to)
    if (post === undefined || !told.has(state.to) || isNameless(state)) return true
    return isFailure(post) ? state.status === 'failed' : state.repliedAt !== undefined
  }
  const deadline = performance.now() + PATIENCE_MS
  let states = await mailing.states()
  while (!states.every(isKnown) && performance.now() < deadline) {
    await delay(500)
    states = await mailing.states()
  }
  const missed = states.filter((state) => !isKnown(state))
  const arrivals = new Map<string, number>()
  for (const { to, fate } of account.tenant.posts) {
    if (fate.takes) arrivals.set(to, (arrivals.get(to) ?? 0) + 1)
  }
  return {
    // Upstream took what failed after that.
    beliefs: states.map((state) =>
      state.status === 'failed' ? { to: state.to, state: 'sent' } : beliefOf(state),
    ),
    arrivals,
    figures: [
      { name: 'workers killed', value: kills, unit: 'times', atLeast: 1 },
      { name: 'told before it was answered', value: told.size, unit: 'messages', atLeast: messages },
      { name: 'told by an answer lost', value: states.filter(isNameless).length, unit: 'messages' },
      { name: 'told, and not known', value: missed.length, unit: 'messages', atMost: 0 },
    ],
  }
}

/** No message is ever received in the report: upstream says that it failed, or that somebody answered. */
function tellingFirst(hook: string, told: Set<string>): Behavior {
  const tell = async (post: Post) => {
    const type = isFailure(post) ? 'Failed' : 'Replied'
    const body = JSON.stringify({ ...names(post), type, errorMessage: null, eventTimestamp: Date.now() })
    const answer = await request(hook, { method: 'POST', body })
    await answer.body.dump()
    if (answer.statusCode === 200) told.add(post.to)
  }
  return {
    meets: (post) => ({
      takes: true,
      after: tell(post),
      answer: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ status: 'OK', data: { id: idOf(post) } }),
      },
    }),
    writes: (item) => ({ ...item, receivedDate: 0, readDate: 0 }),
  }
}
