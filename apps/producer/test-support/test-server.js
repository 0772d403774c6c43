import { randomUUID } from 'node:crypto'
import { connect } from '@disparo/core'
import { accountKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { request } from 'undici'
import { inject } from 'vitest'
import { createAuthenticator } from '../src/access/authenticator.js'
import { createApp } from '../src/app.js'
import { basic, testUser } from './test-user.js'
export const user = 'tests'
export const password = 'a-secret-for-tests'
/** The user that every door knows, who may do everything. */
export const authorization = basic(user, password)
/** A producer on a free port, with an account of its own in the Redis of the test run, removed at the end. */
export async function startTestServer(options = {}) {
  const {
    redis = inject('redisUrl'),
    quota,
    hasWorker = true,
    dataKey,
    users = () => [],
    authenticator: limitsOfDoorkeeper,
    onStatus,
    ...limits
  } = options
  const account = `door-${randomUUID().slice(0, 8)}`
  const log = []
  const logger = pino({ level: 'debug' }, { write: (line) => void log.push(JSON.parse(line)) })
  const settings = quota === undefined ? account : { name: account, quota }
  const disparo = connect({ redis, account: settings, onStatus, dataKey })
  if (hasWorker) await pretendWorker(inject('redisUrl'), account)
  const known = [{ name: user, password }, ...users(account)].map(testUser)
  const authenticator = createAuthenticator(await Promise.all(known), limitsOfDoorkeeper)
  const app = await createApp({
    accounts: new Map([[account, disparo]]),
    authenticator: authenticator,
    logger,
    ...limits,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    account,
    disparo,
    log,
    call: (method, path, call = {}) => ask(`${url}/v1/accounts/${account}${path}`, method, call),
    close: async () => {
      await app.close()
      await disparo.close()
      await forget(inject('redisUrl'), account)
    },
  }
}
async function pretendWorker(redisUrl, account) {
  const redis = new Redis(redisUrl)
  await redis.set(accountKeys(account).worker, '1')
  redis.disconnect()
}
export async function ask(url, method, call = {}) {
  const { body, type = 'application/json', headers } = call
  const raw = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined
  const response = await request(url, {
    method,
    headers: {
      authorization,
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    body: raw ? (body ?? null) : JSON.stringify(body),
  })
  const text = await response.body.text()
  const isJson = String(response.headers['content-type']).includes('json')
  return { status: response.statusCode, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}
/** Removes all that an account has in Redis. */
export async function forget(redisUrl, account) {
  const redis = new Redis(redisUrl)
  for await (const keys of redis.scanStream({ match: `disparo:{${account}}*`, count: 1000 })) {
    if (keys.length > 0) await redis.unlink(keys)
  }
  redis.disconnect()
}
//# sourceMappingURL=test-server.js.map
