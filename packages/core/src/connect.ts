import type { Telemetry } from 'bullmq'
import { Account, booksOf } from './account/index.js'
import { openCallbackQueue, readCallbackState, replayCallbacks } from './callback/index.js'
import type { BatchOptions, Disparo, DispatchedOptions, SendOptions } from './disparo.js'
import { forgetRecipient } from './forget/index.js'
import { describeGate, type Limit, limitInForce, readGate, readRestingTemplates } from './gate/index.js'
import { type BatchPhase, readReportState, readUnknown, type StatusChange } from './ledger/index.js'
import { type FieldProblem, InvalidMessageError, type Lane, trimBlanks } from './message/index.js'
import {
  batchId,
  checkMany,
  closeLanes,
  controlBatch,
  countAhead,
  enqueueMany,
  enqueueOne,
  estimateSendAt,
  explainDoubt,
  findBatch,
  findBatchMessages,
  findDispatched,
  findMessages,
  findRejected,
  isBatchId,
  isMessageId,
  type MessageState,
  openLanes,
  openQuota,
  refuseWithoutRoom,
  remember,
  resolveUnknown,
  retryMessage,
  submitOrThrow,
  termsProblems,
  UnknownBatchError,
} from './queue/index.js'
import { accountKeys, openRedis, redisNow, within } from './redis/index.js'
import { type DataKeys, openSeal, parseDataKeys } from './seal/index.js'
import { canCarry } from './xml/index.js'

/** What of an account a backend app may say; the rest is the worker's. Every default is the account schema's. */
export type AccountSettings = Pick<Account, 'name'> &
  Partial<
    Pick<
      Account,
      | 'limit'
      | 'safetyMarginMs'
      | 'reserve'
      | 'defaultLane'
      | 'maxAttempts'
      | 'couponMaxLength'
      | 'defaultCountry'
      | 'ledgerDays'
      | 'quota'
      | 'callback'
      | 'webhookSecret'
      | 'reconcile'
      | 'unknownPolicy'
      | 'transport'
      | 'xml'
    >
  >

export interface ConnectOptions {
  /**
   * Where Redis is: `redis://[user:password@]host:port[/db]`, or `rediss://` for TLS. Behind Sentinels
   * `redis+sentinel://[user:password@]host:26379,…/master[/db]`; a Cluster `redis+cluster://[user:password@]host:port,…`
   */
  readonly redis: string
  /** The account's name as the workers know it, or its settings where they differ from the defaults. */
  readonly account: string | AccountSettings
  /**
   * What personal data is sealed with in Redis (AES-256-GCM), written as in `DISPARO_DATA_KEY`; the same for all
   * programs of the account. Default: nothing is sealed, and what was sealed by others is shown without its person.
   */
  readonly dataKey?: string | DataKeys | undefined
  /** Hears of every failing connection attempt; by default nobody does, and each call says it by its error. */
  readonly onRedisError?: ((error: Error) => void) | undefined
  /**
   * Hears of every status that messages come to have by `resolve`, `retry` and `forget`, once; what workers do and learn is theirs
   * to tell. Default: nobody listens.
   */
  readonly onStatus?: ((change: StatusChange) => void) | undefined
  /** Makes enqueueing part of the caller's traces, e.g. `new BullMQOtel()` of bullmq-otel. Default: it is not. */
  readonly telemetry?: Telemetry | undefined
}

const answerMs = 900
const scanMs = 10_000
const replayMs = 30_000
const dayMs = 86_400_000
const outlookMs = 250

/**
 * Opens the door to one account: enqueueing and status. It connects in the background and never waits for long: while
 * Redis is down, every call fails within a second (`RedisUnavailableError`) and works again once Redis is back.
 * @throws Error naming the setting that is wrong; `InvalidRedisUrlError`, what is wrong with `redis`
 */
export function connect(options: ConnectOptions): Disparo {
  const account = settingsOf(options.account)
  const isXml = account.transport === 'xml'
  const redis = openRedis(options.redis, 'producer', options.onRedisError)
  const lanes = openLanes(redis, account, options.telemetry)
  const seal = openSeal(account.name, keysOf(options.dataKey))
  const keys = accountKeys(account.name)
  const quota = openQuota({ redis, keys, lanes }, account.quota)
  const deps = { redis, account: account.name, keys, lanes, seal, quota }
  const books = { ...booksOf(account), onStatus: options.onStatus }
  const callbacks = { redis, keys: deps.keys, queue: openCallbackQueue(redis, account.name) }
  const intake = {
    defaultLane: account.defaultLane,
    rules: { couponMaxLength: account.couponMaxLength, defaultCountry: account.defaultCountry },
    uncarried: isXml ? canCarry : undefined,
  }
  const limit: Limit = { ...account.limit, safetyMarginMs: account.safetyMarginMs, reserve: account.reserve }
  const perRequest = isXml ? account.xml.groupMax : 1
  const retentionMs = 2 * account.ledgerDays * dayMs
  const explained = (state: MessageState) => explainDoubt(state, account, Date.now())
  const ask = <T>(operation: () => Promise<T>, ms = answerMs) => within(redis, ms, operation)

  const move = async (id: string, to: BatchPhase) =>
    isBatchId(id) ? ask(() => controlBatch(deps, id, { to, retentionMs })) : undefined

  const isBatch = async (id: string | undefined) =>
    id !== undefined && (await ask(() => redis.exists(deps.keys.batch(id)))) > 0

  /** How much waits in a lane, and the gate: asked for by every message sent over HTTP, and much the same for a while. */
  const outlook = remember(outlookMs, (lane: Lane) =>
    Promise.all([countAhead(lanes[lane]), readGate(redis, deps.keys)]),
  )

  return {
    account: account.name,
    send: async (message: unknown, terms: SendOptions = {}) =>
      enqueueOne(deps, submitOrThrow(message, terms, intake, Date.now())),
    sendMany: async (rows, { lane = 'bulk', ...batch }: BatchOptions = {}) => {
      const problems = [...termsProblems(batch, Date.now()), ...placeProblems(batch)]
      if (problems.length > 0) throw new InvalidMessageError(problems)
      if (batch.into !== undefined && !isBatchId(batch.into)) throw new UnknownBatchError(batch.into)
      const key = batch.key === undefined ? undefined : trimBlanks(batch.key)
      const terms = { ...batch, key, lane, retentionMs: books.retentionMs }
      return enqueueMany({ ...deps, books, intake }, rows, terms)
    },
    mayBegin: ({ key, into, rows = 1 }) => {
      const id = into ?? batchId(account.name, key === undefined ? undefined : trimBlanks(key))
      return ask(() => refuseWithoutRoom(deps, { id, rows }))
    },
    check: async (rows, { key, into, ...terms } = {}) =>
      checkMany(intake, rows, {
        ...terms,
        isRepeated: await isBatch(key === undefined ? into : batchId(account.name, key)),
      }),
    status: async (id) => {
      const [state] = isMessageId(id) ? await ask(() => findMessages(deps, [id])) : []
      return state && explained(state)
    },
    batch: async (id) => (isBatchId(id) ? ask(() => findBatch(deps, id)) : undefined),
    batchMessages: async (id, { after = 0, limit = 100 } = {}) => {
      const page = { id, after: Math.max(0, after), limit: Math.min(1_000, Math.max(1, limit)) }
      return isBatchId(id) ? ask(() => findBatchMessages(deps, page), scanMs) : undefined
    },
    batchRejected: async (id, { after = 0, limit = 1_000 } = {}) => {
      const page = { id, after: Math.max(0, after), limit: Math.min(10_000, Math.max(1, limit)) }
      return isBatchId(id) ? ask(() => findRejected(deps, page), scanMs) : undefined
    },
    pauseBatch: (id) => move(id, 'paused'),
    resumeBatch: (id) => move(id, 'running'),
    cancelBatch: (id) => move(id, 'cancelled'),
    dispatched: async (options) => {
      const query = dispatchedQuery(options, { now: Date.now(), ledgerDays: account.ledgerDays })
      return ask(() => findDispatched(deps, query), scanMs)
    },
    gate: () =>
      ask(async () => {
        const [gate, now] = await Promise.all([readGate(redis, deps.keys), redisNow(redis, deps.keys)])
        return describeGate(gate, limit, await readRestingTemplates(redis, deps.keys, now))
      }),
    report: () => ask(() => readReportState(redis, deps.keys, account.reconcile.limit)),
    callbacks: () => ask(() => readCallbackState(callbacks)),
    replayCallbacks: ({ since } = {}) =>
      ask(() => replayCallbacks(callbacks, { since: since?.getTime() }), replayMs),
    unknown: ({ limit = 100 } = {}) =>
      ask(async () => {
        const ids = await readUnknown(redis, deps.keys, Math.min(1_000, Math.max(1, limit)))
        const states = await findMessages(deps, ids)
        return states.flatMap((state) => (state?.status === 'unknown' ? [explained(state)] : []))
      }, scanMs),
    resolve: async (id, resolution) =>
      isMessageId(id) ? ask(() => resolveUnknown({ ...deps, books }, id, resolution)) : undefined,
    retry: async (id) => (isMessageId(id) ? ask(() => retryMessage({ ...deps, books }, id)) : undefined),
    forget: (recipient, options) =>
      forgetRecipient({ ...deps, callbacks: callbacks.queue, books }, recipient, options),
    estimate: (lane: Lane) =>
      ask(async () => {
        const [ahead, gate] = await outlook(lane)
        return estimateSendAt({
          ...{ lane, ahead, perRequest, gate, now: Date.now() },
          limit: limitInForce(limit, gate),
        })
      }),
    ping: async () => {
      await ask(() => redis.ping())
    },
    close: async () => {
      await Promise.all([closeLanes(lanes), callbacks.queue.close()])
      redis.disconnect()
    },
  }
}

function keysOf(dataKey: string | DataKeys | undefined): DataKeys | undefined {
  return typeof dataKey === 'string' ? parseDataKeys('dataKey', dataKey) : dataKey
}

/** Rows go into the batch of a key, or into the one that is named. */
function placeProblems({ key, into, rowsBy }: BatchOptions): FieldProblem[] {
  const problem = (message: string) => [{ path: 'into', message }]
  if (into === undefined) return []
  if (key !== undefined) return problem('names the batch already: leave out its key')
  return rowsBy === 'place' ? problem('needs rows that are known by their content') : []
}

/** Fills in the defaults of the account schema; what only a worker needs is filled with placeholders and dropped. */
function settingsOf(account: string | AccountSettings): Account {
  const { name, ...settings } = typeof account === 'string' ? { name: account } : account
  const placeholders = { configId: '-', username: '-', password: { env: '-' } }
  return Account.parse({ ...placeholders, name, ...settings })
}

/** Never asks for hours that the ledger cannot have. */
function dispatchedQuery(
  { from, to, offset = 0, limit = 100 }: DispatchedOptions,
  { now, ledgerDays }: { readonly now: number; readonly ledgerDays: number },
) {
  const seconds = [from, to].map((date) => Math.floor(date.getTime() / 1_000))
  const [fromSeconds = Number.NaN, toSeconds = Number.NaN] = seconds
  if (Number.isNaN(fromSeconds) || Number.isNaN(toSeconds)) throw new RangeError('from and to must be dates')
  return {
    fromSeconds: Math.max(fromSeconds, Math.floor((now - (ledgerDays + 1) * dayMs) / 1_000)),
    toSeconds: Math.min(toSeconds, Math.ceil((now + dayMs) / 1_000)),
    offset: Math.max(0, Math.trunc(offset)),
    limit: Math.min(1_000, Math.max(1, Math.trunc(limit))),
  }
}
