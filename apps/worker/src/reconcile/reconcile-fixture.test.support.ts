import { EventEmitter, once } from 'node:events'
import { connect, type Disparo } from '@disparo/core'
import { Account, type AccountInput, ledgerOptionsOf } from '@disparo/core/internal/account'
import { begin, entryField, settle, sliceMs, timeField } from '@disparo/core/internal/ledger'
import {
  closeLanes,
  findMessages,
  type Lanes,
  type MessageState,
  openLanes,
} from '@disparo/core/internal/queue'
import { type AccountKeys, accountKeys, openRedis, type Redis } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import { createHiClient } from '@disparo/hi-platform/rest'
import { type Logger, pino } from 'pino'
import { expect, inject, onTestFinished } from 'vitest'
import { startReconciliation } from './reconcile-account.js'
import { type Lifetime, type ReportServer, type Row, serveReport } from './report-server.test.support.js'

export const to = '5511987654321'
export const message = { to, namespace: 'ns', elementName: 'boas_vindas' }

/** Four slices ago: all that was sent then is due to be looked at, and its whole window is past. */
const fourSlicesAgo = () => (Math.floor(Date.now() / sliceMs) - 4) * sliceMs
/** One for each file: many run in one process, and what was right for the first would be long ago for the last. */
let origin = fourSlicesAgo()
let fileOfOrigin: string | undefined
export const at = (seconds: number): number => origin + seconds * 1_000
export const iso = (seconds: number): string => new Date(at(seconds)).toISOString()

/** A row of the report, its dates in seconds after the start. */
export function rowAt(dispatched: number, later: Readonly<Record<string, number>> = {}, more: Row = {}): Row {
  const dates = Object.entries({ dispatch: dispatched, ...later }).map(([name, seconds]) => [
    `${name}Date`,
    at(seconds) / 1_000,
  ])
  return {
    sender: '5511912341234',
    recipient: to,
    origin: 'API',
    namespace: message.namespace,
    elementName: message.elementName,
    operatorName: '',
    billable: true,
    externalLabel: '',
    ...Object.fromEntries(dates),
    ...more,
  }
}

type Line = Readonly<Record<string, unknown>>

export interface ReconcileFixture {
  readonly account: Account
  readonly redis: Redis
  readonly keys: AccountKeys
  readonly lanes: Lanes
  readonly server: ReportServer
  readonly disparo: Disparo
  readonly log: Logger
  readonly lines: readonly Line[]
  /** The next log line of this event. */
  next(event: string): Promise<Line>
  /** Puts a message into the ledger whose attempt was so many seconds after the start. */
  put(
    id: string,
    sent: number,
    over?: Partial<typeof message> & { externalLabel?: string; status?: 'accepted' | 'unknown' },
  ): Promise<void>
  /** Puts a message to somebody else into the ledger that was accepted and is in the report: what absence is proved by. */
  sibling(sent: number): Promise<void>
  /** What the ledger says of a message; its id may be any here, so that tests read well. */
  status(id: string): Promise<MessageState | undefined>
  /** Makes a message's last attempt one of so many seconds after the start. */
  move(id: string, sent: number): Promise<void>
  /** Has the entry of a message sealed, as by a worker of that seal. */
  seal(id: string, seal: Seal, recipient?: string): Promise<void>
  /** Another reconciler; `by` is its user name at Hi Platform. */
  start(by?: string, seal?: Seal): { stop(): Promise<void> }
  /** One complete scan of all that is open, from which nothing keeps it. Answers what it logged. */
  scan(): Promise<Line>
}

/**
 * An account with a ledger of its own and a report to follow. All is stopped when the test has finished.
 * @param pace how often its reconcilers look
 */
export async function openReconcileFixture(
  name: string,
  settings: Partial<AccountInput> = {},
  test: Lifetime = { onTestFinished },
  pace: { readonly leaseMs?: number; readonly lookMs?: number } = {},
): Promise<ReconcileFixture> {
  const file = expect.getState().testPath
  if (file !== fileOfOrigin) [origin, fileOfOrigin] = [fourSlicesAgo(), file]
  const server = await serveReport(test)
  const account = Account.parse({
    name,
    configId: 'minha-config-id',
    baseUrl: server.url,
    username: 'usuarioApi',
    password: { env: 'UNUSED' },
    limit: { max: 10_000, windowMs: 1_000 },
    requestTimeoutMs: 500,
    outage: { closeAfter: 3, firstPauseMs: 50, longestPauseMs: 200 },
    ...settings,
    reconcile: { limit: { max: 50, windowMs: 1_000 }, ...settings.reconcile },
  })
  const url = inject('redisUrl')
  const redis = openRedis(url, 'worker')
  const keys = accountKeys(name)
  const known = await redis.keys(`${keys.prefix}:*`)
  if (known.length > 0) await redis.del(...known)
  const lanes = openLanes(redis, account)
  const disparo = connect({ redis: url, account: name })
  const lines: Line[] = []
  const events = new EventEmitter()
  const write = (text: string) => {
    const line = JSON.parse(text) as Line
    lines.push(line)
    events.emit(String(line.event), line)
  }
  const log = pino({ level: 'debug' }, { write })
  const stops: (() => Promise<void>)[] = []
  test.onTestFinished(async () => {
    await Promise.all(stops.map((stop) => stop()))
    await closeLanes(lanes)
    await disparo.close()
    redis.disconnect()
  })

  const next = async (event: string) => (await once(events, event))[0] as Line
  const move = (id: string, sent: number) => moveEntry(redis, keys, id, at(sent))
  const put: ReconcileFixture['put'] = async (id, sent, { status = 'accepted', ...over } = {}) => {
    await putEntry({ redis, keys, account }, { id, status, message: { ...message, ...over } })
    await move(id, sent)
  }
  const start: ReconcileFixture['start'] = (by = 'usuarioApi', seal) => {
    const hi = createHiClient({
      baseUrl: server.url,
      configId: account.configId,
      username: by,
      password: 'senhaApi',
      wireFormat: 'hi',
      requestTimeoutMs: settings.requestTimeoutMs ?? 30_000,
    })
    const running = startReconciliation({ account, redis, lanes, hi, log, seal, ...pace })
    const stop = () => running.stop().then(hi.close)
    stops.push(stop)
    return { stop }
  }
  return {
    account,
    redis,
    keys,
    lanes,
    server,
    disparo,
    log,
    lines,
    next,
    status: async (id) => (await findMessages({ redis, keys, lanes }, [id]))[0],
    put,
    sibling: async (sent) => {
      const recipient = String(5_531_900_000_000 + sent)
      await put(`sibling-${sent}`, sent, { to: recipient })
      server.rows = [...server.rows, rowAt(sent, { sent: sent + 1 }, { recipient })]
    },
    seal: async (id, seal, recipient = to) => {
      const text = seal.seal('recipient', id, recipient)
      const fields = [entryField.to, text.slice(0, 64), entryField.label, text.slice(64)]
      await redis.hset(keys.message(id), ...fields)
    },
    move,
    start,
    scan: async () => {
      await forgetScans(redis, keys)
      const scanned = next('report:scanned')
      const { stop } = start()
      const line = await scanned
      await stop()
      return line
    },
  }
}

/** Else a slice an hour old would have its next look after minutes. */
async function forgetScans(redis: Redis, keys: AccountKeys): Promise<void> {
  const marks = (await redis.hkeys(keys.slicesLong)).filter((field) => field.endsWith(':scanned'))
  await redis.del(keys.slicesScanned)
  if (marks.length > 0) await redis.hdel(keys.slicesLong, ...marks)
}

async function putEntry(
  { redis, keys, account }: Pick<ReconcileFixture, 'redis' | 'keys' | 'account'>,
  { id, status, ...sent }: { id: string; status: 'accepted' | 'unknown'; message: typeof message },
): Promise<void> {
  const common = { id, token: id, maxAttempts: account.maxAttempts, ledgerOptions: ledgerOptionsOf(account) }
  await begin(redis, keys, {
    ...common,
    ...sent,
    lane: 'bulk',
    policy: account.unknownPolicy.bulk,
    limit: { ...account.limit, safetyMarginMs: 0, reserve: 0 },
    attemptMs: 1_000,
    enqueuedAt: Date.now(),
  })
  await settle(redis, keys, {
    ...common,
    outage: account.outage,
    settlement: { status, countAttempt: 'always', exhausted: 'unknown', gate: { kind: 'success' } },
  })
}

/** As if its attempt had been at another time: in its entry, and in the slices. */
async function moveEntry(redis: Redis, keys: AccountKeys, id: string, sentAt: number): Promise<void> {
  const entry = await redis.hgetall(keys.message(id))
  const times = Object.values(timeField).filter((field) => field in entry)
  const sendingAt = Number(entry[timeField.sending])
  const before = Math.floor(sendingAt / sliceMs)
  const slice = Math.floor(sentAt / sliceMs)
  await redis
    .multi()
    .hset(keys.message(id), shifted(entry, times, sentAt - sendingAt))
    .lrem(keys.slice(before), 0, id)
    .hincrby(keys.slicesTotal, String(before), -1)
    .hincrby(keys.slicesOpen, String(before), -1)
    .rpush(keys.slice(slice), id)
    .hincrby(keys.slicesTotal, String(slice), 1)
    .hincrby(keys.slicesOpen, String(slice), 1)
    .exec()
}

function shifted(entry: Record<string, string>, fields: readonly string[], ms: number) {
  return Object.fromEntries(fields.map((field) => [field, Number(entry[field]) + ms]))
}
