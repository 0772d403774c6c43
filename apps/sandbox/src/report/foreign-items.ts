import type { Arrival } from '../arrivals/arrivals.js'
import { createRandomFor, type Random } from '../random.js'

/** What the report shows beside the messages accepted here: others use the same number and the same platform. */
export interface ForeignItem
  extends Pick<Arrival, 'n' | 'to' | 'namespace' | 'elementName' | 'externalLabel' | 'arrivedAt'> {
  readonly origin: 'API' | 'OPERADOR' | 'SUPERVISOR'
  readonly operatorName: string
  readonly sender: string
}

interface ForeignOptions {
  readonly seed: number
  readonly sender: string
  /** Real minutes, whatever the time scale. 0: none. */
  readonly foreignPerMinute: number
}

export interface ForeignItems {
  /** All up to `now` (epoch milliseconds, never earlier than before); they only ever grow at the end. */
  upTo(now: number, arrivals: readonly Arrival[]): readonly ForeignItem[]
}

/** Their numbers begin here, so that their timelines are not those of messages. */
const FIRST_N = 2 ** 31
/** So many have recipient and template of a message of ours, one of the last `RECENT`, but come from an operator. */
const TWIN_SHARE = 0.1
const RECENT = 50
const OTHER_SENDER = '5511954325432'

const strangers = [
  { share: 0.5, origin: 'OPERADOR', namespace: 'atendimento', elementName: 'retorno', externalLabel: '' },
  { share: 0.2, origin: 'SUPERVISOR', namespace: 'atendimento', elementName: 'pesquisa', externalLabel: '' },
  { share: 0.3, origin: 'API', namespace: 'cobranca', elementName: 'segunda_via', externalLabel: 'cobranca' },
] as const

/** Evenly spread from `since` on; which each is depends on the seed, and for a twin on what has arrived before it. */
export function createForeignItems(options: ForeignOptions, since: number): ForeignItems {
  const items: ForeignItem[] = []
  const everyMs = 60_000 / options.foreignPerMinute
  return {
    upTo(now, arrivals) {
      const next = () => since + (items.length + 1) * everyMs
      for (let at = next(); at <= now; at = next()) {
        items.push(makeItem(options, FIRST_N + items.length, at, arrivals))
      }
      return items
    },
  }
}

function makeItem(
  { seed, sender }: ForeignOptions,
  n: number,
  arrivedAt: number,
  arrivals: readonly Arrival[],
): ForeignItem {
  const random = createRandomFor(seed, n)
  const operatorName = `Operador ${draw(random, 9)}`
  const twin = random() < TWIN_SHARE ? recentBefore(arrivals, arrivedAt, random) : undefined
  if (twin !== undefined) {
    const { to, namespace, elementName } = twin
    const origin = 'OPERADOR'
    return { n, to, namespace, elementName, externalLabel: '', arrivedAt, origin, operatorName, sender }
  }
  const to = `55219${String(draw(random, 99_999_999)).padStart(8, '0')}`
  const { share: _, ...stranger } = pickStranger(random())
  const who =
    stranger.origin === 'API' ? { operatorName: '', sender: OTHER_SENDER } : { operatorName, sender }
  return { n, to, arrivedAt, ...stranger, ...who }
}

function pickStranger(drawn: number): (typeof strangers)[number] {
  let left = drawn
  for (const stranger of strangers) {
    left -= stranger.share
    if (left < 0) return stranger
  }
  return strangers[0]
}

function draw(random: Random, most: number): number {
  return 1 + Math.floor(random() * most)
}

/** One of the last that had arrived by then: it stays the same however late the report is asked for. */
function recentBefore(arrivals: readonly Arrival[], at: number, random: Random): Arrival | undefined {
  let end = arrivals.length
  while (end > 0 && (arrivals[end - 1]?.arrivedAt ?? 0) >= at) end -= 1
  return arrivals[end - draw(random, Math.min(RECENT, end))]
}
