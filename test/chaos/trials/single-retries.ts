import type { MessageState } from '@disparo/core'
import type { LogLine } from '../../stack/log-lines.js'
import type { SandboxMessage } from '../../stack/sandbox-client.js'
import { type Figure, percentile } from './figure.js'

/** Times in epoch ms, of the log and of the sandbox: one machine's clock. */
interface Retry {
  readonly ms: number
  /** Of those that waited when it was refused, in percent: how many arrived before it. */
  readonly overtakenBy: number
}

/** How soon single messages came again that were refused once while a backlog waited behind them. */
export function retriesOf(input: {
  readonly lines: readonly LogLine[]
  readonly states: readonly MessageState[]
  readonly arrived: readonly SandboxMessage[]
  readonly singles: ReadonlySet<string>
}): Figure[] {
  const { lines, states, arrived, singles } = input
  const arrivedAt = new Map(arrived.map(({ to, arrivedAt }) => [to, arrivedAt]))
  const retries = states
    .filter(({ to }) => singles.has(to))
    .flatMap(({ id, to }): Retry[] => {
      const refusedAt = lines.find((line) => line.id === id && line.outcome === 'unavailable')?.time
      const at = arrivedAt.get(to)
      if (typeof refusedAt !== 'number' || at === undefined) return []
      const later = arrived.filter((other) => other.arrivedAt > refusedAt)
      const sooner = later.filter((other) => other.arrivedAt < at)
      return [{ ms: at - refusedAt, overtakenBy: (100 * sooner.length) / later.length }]
    })
  const times = retries.map(({ ms }) => ms)
  return [
    { name: 'refused once, on its own', value: retries.length, unit: 'messages', atLeast: 1 },
    { name: 'came again after, median', value: percentile(times, 50), unit: 'ms' },
    { name: 'came again after, longest', value: Math.max(...times), unit: 'ms' },
    {
      name: 'most of the backlog that went before one',
      value: Math.max(...retries.map(({ overtakenBy }) => overtakenBy)),
      unit: '%',
      atMost: 50,
    },
  ]
}
