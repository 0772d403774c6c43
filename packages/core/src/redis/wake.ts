import { Redis as Server } from 'ioredis'
import type { AccountKeys } from './account-keys.js'
import type { Redis } from './connection.js'

/** What there is to do: a batch was moved, a message parked, an event listed to be matched, a change is to be told, or templates are to be read. */
export type WakeTopic = 'batches' | 'parked' | 'webhook' | 'callbacks' | 'templates'

/** Tells those who wait for it, as `wakeLua` does. Never fails. */
export async function publishWake(redis: Redis, keys: AccountKeys, topic: WakeTopic): Promise<void> {
  await redis.publish(keys.wake, topic).catch(() => {})
}

export interface WakeListener {
  /** Calls `look` at each signal, and whenever signals may have been lost. Answers how to end that. */
  listen(keys: AccountKeys, topic: WakeTopic, look: () => void): () => void
  /** Whether signals come. While they do not, whoever waits has to look often. */
  isLive(): boolean
  close(): void
}

/** So often a connection that nobody writes to is asked whether it is still there. */
const pingMs = 10_000

/**
 * Hears the signals of any number of accounts over one connection, or a Cluster's own for that. When it is there again
 * after it broke, everybody looks once.
 */
export function openWakeListener(redis: Redis, onError: (error: Error) => void = () => {}): WakeListener {
  const line: Redis = redis instanceof Server ? redis.duplicate() : redis
  const looks = new Map<string, Map<() => void, WakeTopic>>()
  let isLive = false

  const lookAt = (channels: Iterable<string>) => {
    for (const channel of channels) for (const look of looks.get(channel)?.keys() ?? []) look()
  }
  const subscribe = async (channels: readonly string[]) => {
    if (channels.length === 0) return
    await line.subscribe(...channels).then(
      () => {
        isLive = true
        lookAt(channels)
      },
      (error: Error) => {
        isLive = false
        onError(error)
      },
    )
  }
  const onReady = () => void subscribe([...looks.keys()])
  const onClose = () => {
    isLive = false
    lookAt(looks.keys())
  }
  const onMessage = (channel: string, said: string) => {
    for (const [look, topic] of looks.get(channel) ?? []) if (topic === said) look()
  }
  line.on('ready', onReady)
  line.on('close', onClose)
  line.on('message', onMessage)
  if (line !== redis) line.on('error', onError)
  const pinging = setInterval(() => void (line !== redis && line.ping().catch(() => {})), pingMs)

  return {
    listen: ({ wake: channel }, topic, look) => {
      const known = looks.get(channel)
      const ofAccount = known ?? new Map<() => void, WakeTopic>()
      ofAccount.set(look, topic)
      if (!known) {
        looks.set(channel, ofAccount)
        if (line.status === 'ready') void subscribe([channel])
      }
      return () => {
        ofAccount.delete(look)
        if (ofAccount.size > 0 || looks.get(channel) !== ofAccount) return
        looks.delete(channel)
        line.unsubscribe(channel).catch(() => {})
      }
    },
    isLive: () => isLive,
    close: () => {
      clearInterval(pinging)
      looks.clear()
      line.off('ready', onReady)
      line.off('close', onClose)
      line.off('message', onMessage)
      if (line !== redis) line.disconnect()
    },
  }
}
