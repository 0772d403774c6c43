import { setTimeout as delay } from 'node:timers/promises'
import { request } from 'undici'
import { beliefOf } from '../subject/disparo.js'
import { type Behavior, type Post, taken } from '../upstream/behavior.js'
import { rowOf } from './campaign.js'
import { killWorkers } from './kill-workers.js'
import { openMailing } from './mailing.js'
import { startTenantStack, type TenantStack } from './tenant-stack.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'

const SECRET = 'a-secret-of-the-address'
const ACCOUNT = 'opt-out'
const AGAIN_MS = 200
const [FIRST, SECOND] = ['first_offer', 'second_offer']

/** A third answer SAIR, a third have opted out at Meta; the others want more. */
const kindOf = (to: string) => (['answers', 'failed', 'stays'] as const)[rowOf(to) % 3]

/**
 * Two campaigns to the same people, and of the first two thirds want no more. Worker after worker is killed all the while,
 * so also between a suppression and the `begin` of a message that it is about.
 */
export const optOut: Trial = {
  name: 'opt-out',
  says: 'people opt out between two campaigns, and workers are killed',
  usual: { messages: 300, seconds: 8 },
  run: async (input) => {
    const stack = await startTenantStack({
      workers: 2,
      // A third of a batch that fails would halt it.
      accounts: [{ name: ACCOUNT, halt: false, webhookSecret: { env: 'CHAOS_WEBHOOK_SECRET' } }],
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
  account.tenant.behave(optingOut(`${stack.url}/webhooks/hi-broker/${ACCOUNT}/${SECRET}`, told))
  const mailing = openMailing({ account, first: 0 })
  const isDone = async () => (await mailing.open(people)).length === 0

  const people = await mailing.enqueue(messages, FIRST)
  let kills = await killWorkers(stack, seconds / 2, say)
  await mailing.trickleUntil('later', isDone)
  const wantMore = [...people].filter((to) => !told.has(to))
  // The worker dies with messages fetched, begun and posted, whose people are suppressed.
  await mailing.enqueueTo(people, SECOND)
  kills += await killWorkers(stack, seconds / 2, say)
  await mailing.trickleUntil('later', isDone)

  const states = await mailing.states()
  const ofSecond = states.filter(({ to, elementName }) => elementName === SECOND && told.has(to))
  const posts = account.tenant.posts
  const arrivals = new Map<string, number>()
  for (const post of posts) {
    if (post.fate.takes) arrivals.set(nameOf(post), (arrivals.get(nameOf(post)) ?? 0) + 1)
  }
  return {
    // Upstream took what failed after that.
    beliefs: states
      .filter((state) => !ofSecond.includes(state))
      .map((state) => ({
        ...(state.status === 'failed' ? { state: 'sent' as const } : beliefOf(state)),
        to: nameOf(state),
      })),
    arrivals,
    figures: [
      { name: 'workers killed', value: kills, unit: 'times', atLeast: 2 },
      { name: 'who opted out', value: told.size, unit: 'people', atLeast: Math.floor(messages / 2) },
      { name: 'who did not', value: wantMore.length, unit: 'people', atLeast: 1 },
      {
        ...{ name: 'posts to who had opted out', unit: 'messages', atMost: 0 },
        value: posts.filter(({ to, elementName }) => elementName === SECOND && told.has(to)).length,
      },
      {
        ...{ name: 'not known as suppressed', unit: 'messages', atMost: 0 },
        value: ofSecond.filter(({ status }) => status !== 'suppressed').length,
      },
    ],
  }
}

const nameOf = ({ to, elementName }: { readonly to: string; readonly elementName: string }) =>
  `${to} ${elementName}`

/** Who is told of a message first opts out, or has; until that is taken it is told again. */
function optingOut(hook: string, told: Set<string>): Behavior {
  const tell = async ({ n, to }: Post) => {
    const event = { eventId: `told-${n}`, userId: to, eventTimestamp: Date.now() }
    const failure = { type: 'Failed', errorMessage: '131050 User has stopped marketing messages' }
    const answer = { type: 'Replied', payload: 'SAIR' }
    const body = JSON.stringify({ ...event, ...(kindOf(to) === 'failed' ? failure : answer) })
    for (;;) {
      const { statusCode, body: said } = await request(hook, { method: 'POST', body })
      await said.dump()
      if (statusCode === 200) return void told.add(to)
      await delay(AGAIN_MS)
    }
  }
  return {
    meets: (post) => {
      const wantsMore = post.elementName !== FIRST || kindOf(post.to) === 'stays'
      const id = JSON.stringify({ status: 'OK', data: { id: `told-${post.n}` } })
      const answer = { status: 200, headers: { 'content-type': 'application/json' }, body: id }
      return { ...taken, answer, ...(wantsMore ? {} : { after: tell(post) }) }
    },
  }
}
