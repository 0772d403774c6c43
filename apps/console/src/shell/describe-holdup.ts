import type { Holdup } from '@disparo/api'
import type { Format } from '../words/format.js'
import type { MoreWords } from '../words/words.js'

type Words = MoreWords['holdups']

/** Of these less is sent; of all others nothing. */
const slowing: ReadonlySet<Holdup['reason']> = new Set([
  'limit-lowered',
  'behind',
  'retrying',
  'in-doubt',
  'canary',
  'template-resting',
  'worker-without-data-key',
  'quiet-hours',
  'cap',
  'cap-counting',
  'batch-pace',
])

export function stopsAll({ reason }: Holdup): boolean {
  return !slowing.has(reason)
}

/** What campaigns alone wait for, or people: urgent messages go on. */
const ofCampaigns: ReadonlySet<Holdup['reason']> = new Set(['quiet-hours', 'cap', 'cap-counting', 'in-doubt'])

/** Whether it holds up one-time codes and what else is urgent. */
export function concernsUrgent(holdup: Holdup): boolean {
  return holdup.reason === 'lane-paused' ? holdup.lane === 'urgent' : !ofCampaigns.has(holdup.reason)
}

interface Telling {
  readonly words: Words
  readonly format: Format
  readonly now: number
}

/** Why nothing, or less, is sent, in one sentence. */
export function describeHoldup(holdup: Holdup, { words, format, now }: Telling): string {
  const { reasons } = words
  const at = (time: string | undefined) => (time === undefined ? '' : format.moment(time, now))
  switch (holdup.reason) {
    case 'redis-full':
      return reasons.redisFull(holdup.detail)
    case 'no-worker':
      return reasons.noWorker
    case 'lane-paused':
      return reasons.lanePaused(words.lanes[holdup.lane])
    case 'gate-closed':
      return [
        reasons.gateClosed(
          describeGate(holdup.detail, words),
          holdup.since ? format.duration(now - Date.parse(holdup.since)) : '',
        ),
        holdup.until
          ? (hasKnownEnd.test(holdup.detail) ? reasons.gateOpens : reasons.gateTries)(at(holdup.until))
          : '',
      ]
        .filter(Boolean)
        .join(' ')
    case 'paused':
      return reasons.paused(holdup.by ?? '', at(holdup.at))
    case 'halted':
      return reasons.halted(format.number(holdup.rejected), format.number(holdup.of), at(holdup.at))
    case 'canary':
      return reasons.canary(format.number(holdup.messages))
    case 'scheduled':
      return reasons.scheduled(format.number(holdup.messages), at(holdup.at))
    case 'quiet-hours':
      return reasons.quietHours(format.number(holdup.messages), at(holdup.until))
    case 'cap':
      return reasons.cap(at(holdup.until))
    case 'cap-counting':
      return reasons.capCounting
    case 'batch-pace':
      return reasons.pace(format.number(holdup.maxPerMinute), at(holdup.until))
    case 'suppression-unreadable':
      return reasons.suppressions
    case 'worker-without-data-key':
      return reasons.dataKey
    case 'template-resting':
      return reasons.templateResting(holdup.elementName, describeGate(holdup.detail, words), at(holdup.until))
    case 'limit-lowered':
      return reasons.limitLowered(
        format.number(holdup.max),
        format.number(holdup.configured),
        at(holdup.until),
      )
    case 'behind':
      return reasons.behind(format.number(holdup.messages), at(holdup.until))
    case 'retrying':
      return reasons.retrying(format.number(holdup.messages), at(holdup.until))
    case 'in-doubt':
      return reasons.inDoubt(format.number(holdup.messages), words.waits[holdup.waiting])
  }
}

/** Hi Platform has said until when; else the next attempt tries whether it goes again. */
const hasKnownEnd = /^(?:throttled|limit-exhausted)/
const down = /^(?:http-50\d|connect|unreachable|dns|tls|timeout|html-page)/

/** Why the gate is closed. */
export function describeGate(code: string, { gate }: Words): string {
  if (code.startsWith('http-401')) return gate.password
  if (code.startsWith('http-403')) return gate.forbidden
  if (code.startsWith('http-404')) return gate.address
  if (code === 'throttled' || code === 'http-429') return gate.throttled
  if (code === 'limit-exhausted') return gate.exhausted
  return down.test(code) ? gate.down : gate.other(code)
}
