import { setTimeout as delay } from 'node:timers/promises'
import { collectLines, countOf, type LogLine } from '../../stack/log-lines.js'
import type { Fault } from '../../stack/sandbox-client.js'
import type { Stack } from '../../stack/start-stack.js'
import { beliefOf } from '../subject/disparo.js'
import { timesByRecipient } from '../times-by-recipient.js'
import { acceptedMoreThan, campaign, recipient, rowOf, settledOf } from './campaign.js'
import { type Figure, percentile } from './figure.js'
import { placesOff } from './order.js'
import { CONCURRENCY, OUTAGE, startScaledStack, WORKERS } from './scaled-stack.js'
import { retriesOf } from './single-retries.js'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js'
import type { Trial, TrialDone, TrialInput } from './trial.js'

type Break = (stack: Stack, door: TcpProxy) => Promise<void>

const faults =
  (fault: Fault): Break =>
  ({ sandbox }) =>
    sandbox.setFaults([fault, { ...fault, on: 'report' }])

/** In this order, each for as long, with nothing getting through in between. */
const breaks: readonly (readonly [says: string, begin: Break])[] = [
  ['refuses connections', (_, door) => door.shut()],
  ['hangs', (stack, door) => faults({ fault: 'hang' })(stack, door).then(door.open)],
  ['answers 500', faults({ fault: 'status', status: 500 })],
  ['answers 503', faults({ fault: 'status', status: 503 })],
  ['answers 401', faults({ fault: 'status', status: 401 })],
]
/** Attempts under way when the gate closes: none of them can be called back. */
const UNDER_WAY = WORKERS * CONCURRENCY
const SINGLES = 20

export const outage: Trial = {
  name: 'outage',
  says: 'Hi Platform down for a scaled half hour, in five ways',
  usual: { messages: 10_000, seconds: 30 },
  run: async (input) => {
    const door = await startTcpProxy()
    const stack = await startScaledStack({ baseUrl: door.url }).catch(async (error: unknown) => {
      await door.close()
      throw error
    })
    try {
      door.leadTo(Number(new URL(stack.sandbox.url).port))
      return await run(input, stack, door)
    } finally {
      await stack.stop()
      await door.close()
    }
  },
}

async function run({ messages, seconds, say }: TrialInput, stack: Stack, door: TcpProxy): Promise<TrialDone> {
  const { producer, sandbox, workers } = stack
  const { id } = await producer.importCsv(campaign(messages))
  await acceptedMoreThan(stack, messages / 20)
  const lines = collectLines(workers)
  for (const [says, begin] of breaks) {
    say(`Hi Platform ${says}`)
    await begin(stack, door)
    await delay((seconds * 1_000) / breaks.length)
  }
  const before = (await sandbox.stats()).accepted
  const inOutage = [...lines]
  // Of what still waits then, some in the first half are refused once, each on its own.
  const singles = Array.from({ length: SINGLES }, (_, n) =>
    recipient(before + Math.round((messages - before) * (0.1 + (0.4 * n) / SINGLES))),
  )
  await sandbox.setFaults(singles.map((to) => ({ fault: 'status', status: 503, to, times: 1 })))
  const over = performance.now()
  say(`Hi Platform is back; ${messages - before} messages wait, ${SINGLES} of them are to be refused once`)

  const states = await settledOf(stack, [id])
  const arrived = await sandbox.allMessages()
  const tried = new Set(lines.filter(isInVain).map((line) => line.id))
  const inTurn = new Set(states.filter((state) => !tried.has(state.id)).map(({ to }) => to))
  const off = placesOff(arrived.filter(({ to }) => inTurn.has(to)).map(({ to }) => rowOf(to)))
  const figures: Figure[] = [
    { name: 'gate closed', value: countOf(inOutage, 'gate:closed'), unit: 'times', atLeast: 2 },
    {
      name: 'attempts in vain',
      value: inOutage.filter(isInVain).length,
      unit: 'attempts',
      atMost: OUTAGE.closeAfter + UNDER_WAY + countOf(inOutage, 'gate:closed'),
    },
    { name: 'most attempts of one message', value: mostAttempts(states), unit: 'attempts' },
    { name: 'never tried in vain', value: off.length, unit: 'messages' },
    // Not of all: one that is held up for a tenth of a second is overtaken by more than are under way.
    { name: 'these from their places, 99 %', value: percentile(off, 99), unit: 'places', atMost: UNDER_WAY },
    { name: 'the furthest of these', value: percentile(off, 100), unit: 'places' },
    { name: 'all settled after', value: (performance.now() - over) / 1_000, unit: 's' },
    ...retriesOf({ lines: lines.slice(inOutage.length), states, arrived, singles: new Set(singles) }),
  ]
  return { beliefs: states.map(beliefOf), arrivals: timesByRecipient(arrived), figures }
}

/** Attempts that got through are not logged. */
function isInVain({ outcome }: LogLine): boolean {
  return outcome !== undefined && outcome !== 'permit-expired'
}

function mostAttempts(states: readonly { readonly attempts: number }[]): number {
  return Math.max(...states.map(({ attempts }) => attempts))
}
