import { setTimeout } from 'node:timers/promises'
import type { SandboxMessage } from '../stack/sandbox-client.js'
import { type SampleMessage, sampleIndex } from './sample-messages.js'

/** No bulk message goes to these. */
const FIRST_RECIPIENT = 5_521_900_000_000

export interface UrgentSent {
  readonly to: string
  /** Just before it was enqueued, epoch ms. */
  readonly at: number
}

/** From enqueueing to the arrival upstream, in ms; infinite for those that did not arrive while we looked. */
export interface Delays {
  readonly p50: number
  readonly p99: number
  readonly longest: number
  readonly missing: number
  /** Other messages that arrived between the first urgent one was sent and the last. */
  readonly othersPerMinute: number
}

/** Sends at moments drawn evenly from `withinMs`: as people log in, in clusters and gaps. */
export async function sendAtRandom(input: {
  readonly count: number
  readonly withinMs: number
  readonly send: (message: SampleMessage) => Promise<unknown>
}): Promise<UrgentSent[]> {
  const { count, withinMs, send } = input
  const start = performance.now()
  const moments = Array.from({ length: count }, () => Math.random() * withinMs)
  return Promise.all(
    moments.map(async (moment, n) => {
      await setTimeout(start + moment - performance.now())
      const to = `${FIRST_RECIPIENT + n}`
      const at = Date.now()
      await send({ ...otp, to })
      return { to, at }
    }),
  )
}

export const urgentTemplate = {
  namespace: 'bench',
  elementName: 'codigo_acesso',
  externalLabel: 'login',
} as const
const otp = {
  ...urgentTemplate,
  components: [{ type: 'otp', parameters: [{ type: 'text', text: '123456' }] }],
} as const

/** Whether the sample of that number (`sampleIndex`) is an urgent one. */
export function isUrgentIndex(index: number): boolean {
  return index >= sampleIndex(`${FIRST_RECIPIENT}`)
}

export function delaysOf(
  sent: readonly UrgentSent[],
  arrived: readonly Pick<SandboxMessage, 'to' | 'arrivedAt'>[],
): Delays {
  const arrivedAt = new Map(arrived.map(({ to, arrivedAt }) => [to, arrivedAt]))
  const delays = sent
    .map(({ to, at }) => (arrivedAt.get(to) ?? Number.POSITIVE_INFINITY) - at)
    .sort((a, b) => a - b)
  const rank = (share: number) => delays[Math.ceil(share * delays.length) - 1] ?? Number.NaN
  const times = sent.map(({ at }) => at)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const ours = new Set(sent.map(({ to }) => to))
  const others = arrived.filter(
    ({ to, arrivedAt }) => !ours.has(to) && arrivedAt >= first && arrivedAt <= last,
  )
  return {
    p50: rank(0.5),
    p99: rank(0.99),
    longest: rank(1),
    missing: delays.filter((delay) => delay === Number.POSITIVE_INFINITY).length,
    othersPerMinute: (others.length * 60_000) / (last - first),
  }
}
