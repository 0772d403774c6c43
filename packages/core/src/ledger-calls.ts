import { statusLimitOf } from './account/index.js'
import { readAccountState } from './account-state.js'
import { callOptions, parseOptions } from './call-options.js'
import { readCallbackState, replayCallbacks } from './callback/index.js'
import type { Disparo } from './disparo.js'
import type { AuditCalls } from './disparo-audit.js'
import type { SuppressionCalls } from './disparo-suppressions.js'
import type { Enqueueing } from './enqueueing.js'
import { describeGate, readGate, readRestingTemplates } from './gate/index.js'
import { type BatchPhase, readReportState, readUnknown, renameBatch } from './ledger/index.js'
import { InvalidMessageError } from './message/index.js'
import type { OpenAccount } from './open-account.js'
import type { PersonCalls } from './person-calls.js'
import {
  type BatchState,
  controlBatch,
  explainDoubt,
  findBatch,
  findBatchContents,
  findBatchMessages,
  findBatchProgress,
  findBatchReasons,
  findBatchSeries,
  findDispatched,
  findMessages,
  findRejected,
  hasWorker,
  isBatchId,
  isMessageId,
  listBatches,
  type MessageState,
  moveBatch,
  paceBatch,
  resolveMany,
  resolveUnknown,
  retryBatch,
  retryMessage,
  submissionProblems,
} from './queue/index.js'
import { checkWritable, redisNow } from './redis/index.js'
import { readUnmatchedEvents } from './webhook/index.js'

const scanMs = 10_000
const replayMs = 30_000
const dayMs = 86_400_000

type LedgerCalls = Omit<
  Disparo,
  | 'account'
  | 'close'
  | typeof Symbol.asyncDispose
  | 'templates'
  | 'syncTemplates'
  | keyof AuditCalls
  | keyof Enqueueing
  | keyof PersonCalls
  | keyof SuppressionCalls
>

/** What became of messages, how the account stands, and what people have to say to both. */
export function ledgerCalls(open: OpenAccount): LedgerCalls {
  const { deps, ledgerOptions, settings, limit: configured, ask } = open
  const { redis, keys } = deps
  const callbacks = { redis, keys, queue: open.callbacks }
  const explained = (state: MessageState) => explainDoubt(state, settings, Date.now())

  const retentionMs = 2 * settings.ledgerDays * dayMs

  const batchBy = async (id: string, find: () => Promise<BatchState | undefined>) => {
    if (!isBatchId(id)) return undefined
    const [state, isManned] = await ask(() => Promise.all([find(), hasWorker(redis, keys)]))
    return state && { ...state, hasWorker: isManned }
  }
  const auditMs = ledgerOptions.retentionMs
  const byOf = (given: unknown) => parseOptions(callOptions.change, given).by

  const move = (to: Exclude<BatchPhase, 'canary' | 'halted'>) => (id: string, given?: unknown) => {
    const by = byOf(given)
    return batchBy(id, () => controlBatch(deps, id, { to, retentionMs, by, auditMs }))
  }

  return {
    status: async (id) => {
      const [state] = isMessageId(id) ? await ask(() => findMessages(deps, [id])) : []
      return state && explained(state)
    },
    batch: async (id) =>
      isBatchId(id)
        ? ask(async () =>
            findBatchProgress(deps, id, {
              limit: configured,
              perRequest: open.perRequest,
              hoursOf: await open.hoursOf(),
              explain: explained,
            }),
          )
        : undefined,
    batchMessages: async (id, given) => {
      const { after = 0, limit = 100, content, ...filter } = parseOptions(callOptions.batchMessages, given)
      const page = { id, after: Math.max(0, after), limit: within(limit, 1_000), ...filter }
      const find = content ? findBatchContents : findBatchMessages
      return isBatchId(id) ? ask(() => find(deps, page), scanMs) : undefined
    },
    batchSeries: async (id, given) => {
      const options = parseOptions(callOptions.batchSeries, given)
      return isBatchId(id) ? ask(() => findBatchSeries(deps, { id, ...options })) : undefined
    },
    batchReasons: async (id) => (isBatchId(id) ? ask(() => findBatchReasons(deps, id)) : undefined),
    batchRejected: async (id, given) => {
      const { after = 0, limit = 1_000 } = parseOptions(callOptions.page, given)
      const page = { id, after: Math.max(0, after), limit: within(limit, 10_000) }
      return isBatchId(id) ? ask(() => findRejected(deps, page), scanMs) : undefined
    },
    batches: async (given) => {
      const { limit = 20, ...query } = parseOptions(callOptions.batches, given)
      const list = () => listBatches(deps, { ...query, limit: within(limit, 200) })
      const [found, manned] = await ask(() => Promise.all([list(), hasWorker(redis, keys)]), scanMs)
      return { ...found, batches: found.batches.map((batch) => ({ ...batch, hasWorker: manned })) }
    },
    renameBatch: async (id, given, options) => {
      const { name } = parseOptions(callOptions.rename, { name: given })
      byOf(options)
      return batchBy(id, async () =>
        (await renameBatch(redis, keys, { id, name })) ? findBatch(deps, id) : undefined,
      )
    },
    rescheduleBatch: async (id, given, options) => {
      const { sendAt } = parseOptions(callOptions.reschedule, { sendAt: given })
      const by = byOf(options)
      const problems = submissionProblems({ sendAt }, Date.now())
      if (problems.length > 0) throw new InvalidMessageError(problems, { of: 'call' })
      return batchBy(id, () => moveBatch(deps, id, { sendAt: sendAt.getTime(), retentionMs, by, auditMs }))
    },
    changeBatchPace: async (id, given, options) => {
      const { maxPerMinute } = parseOptions(callOptions.pace, { maxPerMinute: given })
      const pace = { maxPerMinute: maxPerMinute ?? undefined, by: byOf(options), auditMs }
      return batchBy(id, () => paceBatch(deps, id, pace))
    },
    pauseBatch: async (id, given) => move('paused')(id, given),
    resumeBatch: async (id, given) => move('running')(id, given),
    cancelBatch: async (id, given) => move('cancelled')(id, given),
    dispatched: async (given) => {
      const { from, to, offset = 0, limit = 100 } = parseOptions(callOptions.dispatched, given)
      const now = Date.now()
      // Never asks for hours that the ledger cannot have.
      const query = {
        fromSeconds: Math.max(seconds(from), seconds(now - (settings.ledgerDays + 1) * dayMs)),
        toSeconds: Math.min(seconds(to), seconds(now + dayMs)),
        offset: Math.max(0, offset),
        limit: within(limit, 1_000),
      }
      return ask(() => findDispatched(deps, query), scanMs)
    },
    accountState: () => ask(() => readAccountState(open)),
    gate: () =>
      ask(async () => {
        const [gate, now] = await Promise.all([readGate(redis, keys), redisNow(redis, keys)])
        return describeGate(gate, configured, await readRestingTemplates(redis, keys, now))
      }),
    report: () => ask(() => readReportState(redis, keys, statusLimitOf(settings), deps.seal)),
    callbacks: () => ask(() => readCallbackState(callbacks)),
    replayCallbacks: async (given) => {
      const { since } = parseOptions(callOptions.replayCallbacks, given)
      return ask(() => replayCallbacks(callbacks, { since: since?.getTime() }), replayMs)
    },
    unknown: async (given) => {
      const { limit = 100 } = parseOptions(callOptions.unknown, given)
      return ask(async () => {
        const ids = await readUnknown(redis, keys, within(limit, 1_000))
        const states = await findMessages(deps, ids)
        return states.flatMap((state) => (state?.status === 'unknown' ? [explained(state)] : []))
      }, scanMs)
    },
    unmatchedEvents: async (given) => {
      const { before, limit = 100 } = parseOptions(callOptions.unmatchedEvents, given)
      const webhook = { redis, keys, ledgerOptions: { ...ledgerOptions, seal: deps.seal } }
      return ask(() => readUnmatchedEvents(webhook, { before, limit: within(limit, 1_000) }), scanMs)
    },
    resolve: async (id, given) => {
      const resolution = parseOptions(callOptions.resolve, given)
      return isMessageId(id)
        ? ask(() => resolveUnknown({ ...deps, ledgerOptions }, id, resolution))
        : undefined
    },
    resolveMany: async (which, given) => {
      const doubts = parseOptions(callOptions.doubts, which)
      const resolution = parseOptions(callOptions.resolve, given)
      return ask(() => resolveMany({ ...deps, ledgerOptions }, doubts, resolution), scanMs)
    },
    retryBatch: async (id, given) => {
      const { reason, after = 0 } = parseOptions(callOptions.retryBatch, given)
      const all = { id, reason, after: Math.max(0, after) }
      return isBatchId(id) ? ask(() => retryBatch({ ...deps, ledgerOptions }, all), replayMs) : undefined
    },
    retry: async (id, options) => {
      byOf(options)
      return isMessageId(id) ? ask(() => retryMessage({ ...deps, ledgerOptions }, id)) : undefined
    },
    ping: () => ask(() => checkWritable(redis, keys)),
  }
}

/** A page has one item at least; more than `most` is `most`. */
function within(limit: number, most: number): number {
  return Math.min(most, Math.max(1, limit))
}

function seconds(moment: Date | number): number {
  return Math.floor(Number(moment) / 1_000)
}
