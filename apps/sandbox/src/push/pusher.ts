import { setTimeout as wait } from 'node:timers/promises'
import type { Arrival } from '../arrivals/arrivals.js'
import { timelineOf } from '../delivery/timeline.js'
import { createRandomFor } from '../random.js'
import type { SandboxSettings } from '../sandbox-options.js'
import { brokerEvent, changesOf } from './broker-event.js'
import { planPushes } from './plan-pushes.js'

/** Tells a message's status changes to an address as they happen, as Hi Broker's webhook does. */
export interface Pusher {
  follow(arrival: Arrival): void
  /** Tells of something else, at once. */
  tell(event: object): void
  /** Tells nothing more of the messages it follows. */
  stop(): void
}

export interface PushCounts {
  /** Events that were answered 2xx, each time one was told. */
  pushed: number
  pushFailed: number
}

type Settings = Pick<SandboxSettings, 'pushUrl' | 'sender' | 'seed' | 'timeScale' | 'now'>

const AT_A_TIME = 16
const ATTEMPTS = 3
const PAUSE_MS = 1_000
const TIMEOUT_MS = 5_000
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Without a `pushUrl` it does nothing. One timer a message, at most 16 requests at a time, three attempts each. */
export function createPusher(settings: Settings, counts: PushCounts): Pusher {
  const { pushUrl, now } = settings
  if (pushUrl === undefined) return { follow() {}, tell() {}, stop() {} }
  const stopping = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  const waiting: string[] = []
  let underWay = 0

  const work = async () => {
    underWay += 1
    for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
      const told = await post(pushUrl, body, stopping.signal)
      if (told) counts.pushed += 1
      else counts.pushFailed += 1
    }
    underWay -= 1
  }

  const push = (event: object) => {
    waiting.push(JSON.stringify(event))
    if (underWay < AT_A_TIME) void work()
  }

  return {
    tell: push,
    follow(arrival) {
      const random = createRandomFor(~settings.seed, arrival.n)
      const pushes = planPushes(changesOf(timelineOf(arrival, settings)), random)
      const goOn = () => {
        while ((pushes[0]?.pushAt ?? Number.POSITIVE_INFINITY) <= now()) {
          const next = pushes.shift()
          if (next) push(brokerEvent(arrival, next.change, settings.sender))
        }
        const [next] = pushes
        if (next === undefined) return
        const timer = setTimeout(
          () => {
            timers.delete(timer)
            goOn()
          },
          Math.min(Math.ceil(next.pushAt - now()), LONGEST_TIMER_MS),
        )
        timers.add(timer)
      }
      goOn()
    },
    stop() {
      stopping.abort()
      waiting.length = 0
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

async function post(url: string, body: string, signal: AbortSignal): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt += 1) {
    if (attempt > 1) await wait(PAUSE_MS, undefined, { signal }).catch(() => {})
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    }).catch(() => undefined)
    await answer?.body?.cancel().catch(() => {})
    if (answer?.ok) return true
  }
  return false
}
