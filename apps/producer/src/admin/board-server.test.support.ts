import { randomUUID } from 'node:crypto'
import { Account } from '@disparo/core/internal/account'
import { type Role, usersByName } from '@disparo/service/users'
import { pino } from 'pino'
import { request } from 'undici'
import { inject, vi } from 'vitest'
import { createAuthenticator } from '../access/authenticator.js'
import { createSessions } from '../access/sessions.js'
import { createApp } from '../app.js'
import { forget } from '../test-support/test-server.js'
import { basic, testUser } from '../test-support/test-user.js'
import type { BoardQueue } from './board-queue.js'
import { openBoard } from './open-board.js'

interface BoardAnswer {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly text: string
}

interface AskOptions {
  /** Default `admin`. */
  readonly as?: keyof typeof users | undefined
  /** Default: those of the board's own page, in a browser. */
  readonly headers?: Record<string, string>
}

export interface BoardServer {
  readonly url: string
  /** Two; `reader` and `keeper` see the first alone. */
  readonly accounts: readonly [string, string]
  readonly log: Record<string, unknown>[]
  queue(account: string, kind: 'urgent' | 'bulk' | 'callbacks'): BoardQueue['queue']
  ask(method: string, path: string, options?: AskOptions): Promise<BoardAnswer>
  close(): Promise<void>
}

const users = {
  reader: ['read'],
  operator: ['read', 'operate'],
  keeper: ['read', 'operate'],
  admin: ['read', 'operate', 'admin'],
  sender: ['send'],
} as const satisfies Record<string, readonly Role[]>

const narrow = new Set(['reader', 'keeper'])
const password = 'a-secret-for-tests'

/** A producer with the board, and with a user of each kind. */
export async function openBoardServer(redis = inject('redisUrl')): Promise<BoardServer> {
  const accounts = [0, 1].map(() => `board-${randomUUID().slice(0, 8)}`) as unknown as readonly [
    string,
    string,
  ]
  const settings = accounts.map((name) =>
    Account.parse({ name, configId: '-', username: '-', password: { env: '-' } }),
  )
  const known = Object.entries(users).map(([name, roles]) =>
    testUser({ name, password, roles, ...(narrow.has(name) ? { accounts: [accounts[0]] } : {}) }),
  )
  const everybody = usersByName(await Promise.all(known))
  const board = openBoard(settings, redis)
  const log: Record<string, unknown>[] = []
  const app = await createApp({
    accounts: new Map(),
    authenticator: createAuthenticator(everybody),
    sessions: createSessions({ redis: board.redis, users: everybody }),
    logger: pino({ level: 'debug' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    board,
  })
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/admin/queues`
  // The board connects in the background, and until then its queues refuse at once. Another Redis may be away on purpose.
  const connected = redis === inject('redisUrl') ? board.queues : []
  for (const { queue } of connected) await vi.waitFor(() => queue.getJobCounts(), { timeout: 90_000 })
  return {
    url,
    accounts,
    log,
    queue: (account, kind) => {
      const found = board.queues.find(({ queue }) => queue.name === `${account}-${kind}`)
      if (!found) throw new Error(`The board has no queue ${account}-${kind}`)
      return found.queue
    },
    ask: async (method, path, { as = 'admin', headers = { 'sec-fetch-site': 'same-origin' } } = {}) => {
      const answer = await request(`${url}${path}`, {
        method,
        headers: { authorization: basic(as, password), ...headers },
      })
      return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() }
    },
    close: async () => {
      await app.close()
      board.close()
      await Promise.all(accounts.map((account) => forget(inject('redisUrl'), account)))
    },
  }
}
