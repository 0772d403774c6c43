import type { Message } from '@disparo/api'
import { messageStatuses } from './status-tone.js'

/** What a message that is still to come to its end waits for. */
export type WaitsFor = 'scheduled' | 'quiet-hours' | 'cap' | 'next-attempt' | 'turn' | 'doubt'

/** Something that happened to a message. */
export type PastEvent =
  | {
      readonly id: Message['status'] | 'replied'
      readonly at: string
      /** What upstream said belongs to it: the service keeps the words of its present status alone. */
      readonly isPresent: boolean
    }
  /** An attempt that came to nothing, or to a doubt; `isCut`: earlier ones are not remembered. */
  | { readonly id: 'tried'; readonly at: string; readonly reason: string; readonly isCut: boolean }

/** One of these, or what it waits for now. */
export type MessageEvent =
  | PastEvent
  | { readonly id: 'now'; readonly waitsFor: WaitsFor; readonly until?: string }

/** So many of them the service remembers. */
const triesKept = 5
const arrivals = new Set(['accepted', 'sent', 'received', 'read', 'replied'])

/** What is known of a message, in the order in which it was; last what it waits for. */
export function eventsOf(message: Message, now: number): MessageEvent[] {
  const { status, timeline, repliedAt } = message
  const tries = triesOf(message)
  const had = messageStatuses.flatMap((each): PastEvent[] => {
    const at = timeline[each]
    // The time of `enqueued` is that of its first day; what it waits for since its last attempt is told as now.
    const isPresent = each === status && each !== 'enqueued'
    const own: PastEvent[] = at === undefined ? [] : [{ id: each, at, isPresent }]
    if (each !== 'sending') return own
    return tries.at(-1)?.at === at ? tries : [...tries, ...own]
  })
  const replied: PastEvent[] = repliedAt ? [{ id: 'replied', at: repliedAt, isPresent: false }] : []
  const waits = waitsFor(message, now)
  // Upstream's clock is another one, and tells whole seconds: nothing arrives before it was sent.
  const sending = Math.floor(Date.parse(timeline.sending ?? '1970-01-01') / 1_000)
  const secondOf = ({ id, at }: PastEvent) => {
    const second = Math.floor(Date.parse(at) / 1_000)
    return arrivals.has(id) ? Math.max(second, sending) : second
  }
  return [
    ...[...had, ...replied].toSorted((one, other) => secondOf(one) - secondOf(other)),
    ...(waits ? [{ id: 'now', ...waits } as const] : []),
  ]
}

function triesOf({ attempts, tried = [] }: Message): PastEvent[] {
  const hasMore = tried.length >= triesKept || attempts > tried.length + 1
  return tried.map((each, index) => ({ id: 'tried', ...each, isCut: hasMore && index === 0 }))
}

function waitsFor({ status, holdup, sendAt, attempts }: Message, now: number) {
  if (status === 'unknown') return { waitsFor: 'doubt' } as const
  if (status !== 'enqueued') return undefined
  if (holdup) return { waitsFor: holdup.reason, until: holdup.until }
  if (sendAt && Date.parse(sendAt) > now) return { waitsFor: 'scheduled', until: sendAt } as const
  return { waitsFor: attempts > 0 ? 'next-attempt' : 'turn' } as const
}
