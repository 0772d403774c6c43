import { callOptions, parseLane, parseOptions, parseRows, readOptions } from './call-options.js'
import type { Disparo } from './disparo.js'
import { type FieldProblem, InvalidMessageError, type Lane } from './message/index.js'
import type { OpenAccount } from './open-account.js'
import {
  type BatchReceipt,
  batchId,
  cacheFor,
  checkMany,
  type DueCount,
  endlessIn,
  enqueueMany,
  enqueueOne,
  estimateDone,
  estimateSendAt,
  hasWorker,
  isBatchId,
  parseSubmission,
  readSendingFacts,
  refuseOverQuota,
  snapshotOf,
  submissionProblems,
  UnknownBatchError,
  type WorkerPresence,
} from './queue/index.js'

const outlookMs = 250
const presenceMs = 1_000

type EnqueueCalls = Pick<Disparo, 'send' | 'sendMany' | 'mayBegin' | 'check' | 'estimate'>

/** What enqueues, and what is known before. */
export function enqueueCalls({
  deps,
  ledgerOptions,
  intake,
  limit,
  perRequest,
  ask,
}: OpenAccount): EnqueueCalls {
  const { redis, keys, account } = deps

  const isBatch = async (id: string | undefined) =>
    id !== undefined && (await ask(() => redis.exists(keys.batch(id)))) > 0

  const look = async (lane: Lane) => {
    const facts = { ...(await readSendingFacts(deps)), now: Date.now() }
    return { outlook: snapshotOf(facts, { lane, limit, perRequest }), endless: endlessIn(facts, lane) }
  }
  /** Asked for by every message sent over HTTP, and much the same for a while. */
  const outlook = cacheFor(outlookMs, look)
  const presence = cacheFor(presenceMs, (_account: string) => ask(() => hasWorker(redis, keys)))

  /** What a receipt says beside what was done. It is no reason to call a call that succeeded a failure. */
  const manning = (): Promise<WorkerPresence> =>
    presence(account).then(
      (hasWorker) => ({ hasWorker }),
      () => ({}),
    )

  const doneAt = async ({ lane, ...counts }: BatchReceipt, due: readonly DueCount[]) => {
    if (counts.enqueued + counts.unchanged === 0) return {}
    const seen = await ask(() => look(lane)).catch(() => undefined)
    const { estimatedDoneAt } = seen ? estimateDone(seen.outlook, due, seen.endless) : {}
    return estimatedDoneAt ? { estimatedDoneAt } : {}
  }

  return {
    send: async (message, given) => {
      const { options = {}, problems = [] } = readOptions(callOptions.send, given)
      const read = parseSubmission(message, options, intake, Date.now())
      if (!read.ok || problems.length > 0) {
        throw new InvalidMessageError([...(read.ok ? [] : read.problems), ...problems])
      }
      const [receipt, manned] = await Promise.all([enqueueOne(deps, read.submission), manning()])
      return { ...receipt, ...manned }
    },

    sendMany: async (given, givenOptions) => {
      const rows = parseRows(given)
      const { lane = 'bulk', ...options } = parseOptions(callOptions.sendMany, givenOptions)
      const problems = [...submissionProblems(options, Date.now()), ...placeProblems(options)]
      if (problems.length > 0) throw new InvalidMessageError(problems, { of: 'call' })
      if (options.into !== undefined && !isBatchId(options.into)) throw new UnknownBatchError(options.into)
      const terms = { ...options, lane, retentionMs: ledgerOptions.retentionMs }
      const { receipt, due } = await enqueueMany({ ...deps, ledgerOptions, rules: intake }, rows, terms)
      const manned = await manning()
      return { ...receipt, ...manned, ...(manned.hasWorker ? await doneAt(receipt, due) : {}) }
    },

    mayBegin: async (given) => {
      const { key, into, rows = 1 } = parseOptions(callOptions.mayBegin, given)
      return ask(() => refuseOverQuota(deps, { id: into ?? batchId(account, key), rows }))
    },

    check: async (given, givenOptions) => {
      const rows = parseRows(given)
      const { key, into, ...terms } = parseOptions(callOptions.check, givenOptions)
      const isRepeated = await isBatch(key === undefined ? into : batchId(account, key))
      return checkMany(intake, rows, { ...terms, isRepeated })
    },

    estimate: async (given) => {
      const lane = parseLane(given)
      if (!(await presence(account))) return { hasWorker: false }
      const known = await ask(() => outlook(lane))
      return { hasWorker: true, sendAt: estimateSendAt({ ...known.outlook, now: Date.now() }) }
    },
  }
}

interface Place {
  readonly key?: string | undefined
  readonly into?: string | undefined
  readonly rowsBy?: 'content' | 'place' | undefined
}

/** Rows go into the batch of a key, or into the one that is named. */
function placeProblems({ key, into, rowsBy }: Place): FieldProblem[] {
  const problem = (message: string) => [{ path: 'into', message }]
  if (into === undefined) return []
  if (key !== undefined) return problem('names the batch already: leave out its key')
  return rowsBy === 'place' ? problem('needs rows that are known by their content') : []
}
