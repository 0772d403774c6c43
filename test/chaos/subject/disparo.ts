import { setTimeout as delay } from 'node:timers/promises'
import { type BatchReceipt, connect, type MessageState, RedisUnavailableError } from '@disparo/core'
import { writeAccountsFile } from '../../stack/accounts-file.js'
import { newControlMessage } from '../../stack/control-message.js'
import { startApp } from '../../stack/start-app.js'
import { REPORT_LIMIT } from '../setup.js'
import {
  type Belief,
  CONCURRENCY,
  LOCK_MS,
  newMessages,
  REQUEST_TIMEOUT_MS,
  type Subject,
  type SubjectInput,
} from './subject.js'

const wentOut: ReadonlySet<MessageState['status']> = new Set(['accepted', 'sent', 'received', 'read'])
const ended: ReadonlySet<MessageState['status']> = new Set(['rejected', 'failed', 'expired', 'cancelled'])

const AGAIN_MS = 200
const callbackSecret = Buffer.alloc(32, 'chaos').toString('base64')

/** Disparo as it is shipped; only its times are shorter. */
export async function openDisparo(input: SubjectInput): Promise<Subject> {
  const { ground, name, lane = 'bulk', callback } = input
  const { configId, username, password } = ground.sandbox
  const accounts = await writeAccountsFile([
    {
      name,
      configId,
      username,
      baseUrl: input.workerHiUrl,
      password: { env: 'CHAOS_HI_PASSWORD' },
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      outage: { firstPauseMs: 200, longestPauseMs: 1_000 },
      reconcile: { limit: REPORT_LIMIT, reportLagMs: 1_500, dispatchLagMs: 1_000 },
      ...(callback && {
        callback: {
          url: callback.workerUrl,
          secret: { env: 'CHAOS_CALLBACK_SECRET' },
          allowPrivateAddresses: true,
        },
      }),
    },
  ])
  const disparo = connect({ redis: input.redisUrl, account: name })
  const batches: string[] = []
  return {
    startWorker: (env) =>
      startApp({
        name: `worker of ${name}`,
        entry: 'apps/worker/dist/main.js',
        env: {
          REDIS_URL: input.workerRedisUrl,
          DISPARO_ACCOUNTS: accounts.path,
          CHAOS_HI_PASSWORD: password,
          CHAOS_CALLBACK_SECRET: callbackSecret,
          WORKER_CONCURRENCY: `${CONCURRENCY}`,
          WORKER_LOCK_MS: `${LOCK_MS}`,
          ...env,
        },
      }),
    enqueue: async (count) => {
      const rows = newMessages(input, count)
      const key = `${name}-${batches.length}`
      batches.push(await insist(() => disparo.sendMany(rows, { lane, key })))
    },
    sendSibling: async () => {
      await disparo.send(newControlMessage(), { lane })
    },
    beliefs: async () => {
      const pages = await Promise.all(batches.map((id) => disparo.batchMessages(id, { limit: 1_000 })))
      const messages = pages.flatMap((page) => page?.messages ?? [])
      return messages.map((message) => untilTold(callback, message))
    },
    close: async () => {
      await disparo.close()
      await accounts.remove()
    },
  }
}

/** A message is open until the change that it was accepted is told, under one id however often. */
function untilTold(callback: SubjectInput['callback'], message: MessageState): Belief {
  const belief = beliefOf(message)
  const isTold = callback?.idsOf({ id: message.id, status: 'accepted' }).size === 1
  return callback && belief.state === 'sent' && !isTold ? { ...belief, state: 'open' } : belief
}

/** As a backend does: repeated with the same key until Redis is there, an interrupted call is completed. */
async function insist(send: () => Promise<BatchReceipt>): Promise<string> {
  for (;;) {
    try {
      return (await send()).id
    } catch (error) {
      if (!(error instanceof RedisUnavailableError)) throw error
      await delay(AGAIN_MS)
    }
  }
}

export function beliefOf({ to, status }: MessageState): Belief {
  return { to, state: wentOut.has(status) ? 'sent' : ended.has(status) ? 'ended' : 'open' }
}
