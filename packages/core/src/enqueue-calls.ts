import { callOptions, parseLane, parseOptions, parseRows, readOptions } from './call-options.js'
import { type FindRecent, rowsInspection } from './check/index.js'
import type { Enqueueing } from './enqueueing.js'
import { paceStepMs } from './ledger/index.js'
import { type FieldProblem, InvalidMessageError, type Lane, readRecipient } from './message/index.js'
import type { OpenAccount } from './open-account.js'
import {
  batchId,
  cacheFor,
  checkMany,
  type EnqueueManyOptions,
  endlessIn,
  enqueueMany,
  enqueueOne,
  estimateDone,
  estimateSendAt,
  findRecent,
  findStoppedState,
  hasWorker,
  isBatchId,
  parseSubmission,
  type RowsToEnqueue,
  type RowTimes,
  readSendingFacts,
  refuseOverQuota,
  sendTests,
  snapshotOf,
  submissionProblems,
  UnknownBatchError,
  urgentPace,
  type WorkerPresence,
} from './queue/index.js'
import { asFieldProblem } from './templates/index.js'

const outlookMs = 250
const presenceMs = 1_000
const searchMs = 60_000
/** Who got the same template within it is told. */
const recentMs = 86_400_000
const defaultTests = 3

/** What enqueues, and what is known before. */
export function enqueueCalls({
  deps: common,
  suppressedNow,
  ledgerOptions,
  hours,
  intake,
  limit,
  perRequest,
  settings,
  templates,
  refuseUnknownAccount,
  ask,
}: OpenAccount): Enqueueing {
  const deps = { ...common, suppressedNow }
  const { redis, keys, account } = deps

  const look = async (lane: Lane, keepsHours = false) => {
    const hoursAt = keepsHours ? hours?.ownHours : undefined
    const facts = { ...(await readSendingFacts(deps)), now: Date.now() }
    return {
      outlook: snapshotOf(facts, { lane, limit, perRequest, hoursAt }),
      endless: endlessIn(facts, lane),
    }
  }
  /** Asked for by every message sent over HTTP, and much the same for a while. */
  const outlook = cacheFor(outlookMs, (lane: Lane) => look(lane))
  const presence = cacheFor(presenceMs, (_account: string) => ask(() => hasWorker(redis, keys)))

  /** What a receipt says beside what was done. It is no reason to call a call that succeeded a failure. */
  const manning = (): Promise<WorkerPresence> =>
    presence(account).then(
      (hasWorker) => ({ hasWorker }),
      () => ({}),
    )

  /** What becomes of it now. `more`: messages that go at once and are not in the lane; below 0, those in it that go later. */
  const prospects = async (
    receipt: RowsToEnqueue,
    { due, keepsHours }: RowTimes,
    more = 0,
    maxPerMinute = 0,
  ) => {
    const { id, lane, enqueued, unchanged } = receipt
    const [manned, state] = await Promise.all([
      manning(),
      id === undefined ? undefined : ask(() => findStoppedState(deps, id)).catch(() => undefined),
    ])
    const told = { ...manned, ...(state && { state }) }
    if (!manned.hasWorker || enqueued + unchanged === 0) return told
    const seen = await ask(() => look(lane, keepsHours)).catch(() => undefined)
    if (!seen) return told
    const own = enqueued - due.reduce((sum, { count }) => sum + count, 0)
    const pace = maxPerMinute > 0 && { stepMs: paceStepMs(maxPerMinute), ready: Math.max(0, own) }
    const outlook = {
      ...seen.outlook,
      ahead: Math.max(0, seen.outlook.ahead + more),
      ...(pace && { pace }),
    }
    return { ...told, ...estimateDone(outlook, due, state ?? seen.endless) }
  }

  /** Nobody is known by a mark before the first message. */
  const recent: FindRecent = (asked) =>
    ask(async () => {
      if ((await redis.exists(keys.persons)) === 0) return []
      return findRecent(deps, asked, Date.now() - recentMs)
    }, searchMs)

  const batchDeps = async () => ({ ...deps, ledgerOptions, rules: await intake() })
  /** @throws InvalidMessageError, UnknownBatchError */
  const batchTerms = ({ lane = 'bulk', ...options }: BatchTerms) => {
    const problems = [
      ...submissionProblems(options, Date.now()),
      ...placeProblems(options),
      ...paceProblems(options, lane),
    ]
    if (problems.length > 0) throw new InvalidMessageError(problems, { of: 'call' })
    if (options.into !== undefined && !isBatchId(options.into)) throw new UnknownBatchError(options.into)
    return { ...options, lane, retentionMs: ledgerOptions.retentionMs }
  }

  return {
    send: async (message, given) => {
      const { options = {}, problems = [] } = readOptions(callOptions.send, given)
      const read = parseSubmission(message, options, await intake(), Date.now())
      if (!read.ok || problems.length > 0) {
        const others = read.ok ? (read.submission.refusedIfNew ?? []) : read.problems
        throw new InvalidMessageError([...others, ...problems])
      }
      await ask(refuseUnknownAccount)
      const [receipt, manned] = await Promise.all([enqueueOne(deps, read.submission), manning()])
      const { opensAt, sendAt = 0 } = read.submission
      const isQuiet = receipt.created && opensAt !== undefined && opensAt > Math.max(Date.now(), sendAt)
      const warnings = read.warnings.map(asFieldProblem)
      const quiet = isQuiet ? { quietUntil: new Date(opensAt).toISOString() } : {}
      return { ...receipt, ...manned, ...quiet, ...(warnings.length > 0 && { warnings }) }
    },

    sendMany: async (given, givenOptions) => {
      const rows = parseRows(given)
      const terms = batchTerms(parseOptions(callOptions.sendMany, givenOptions))
      await ask(refuseUnknownAccount)
      const { receipt, ...times } = await enqueueMany(await batchDeps(), rows, terms)
      return { ...receipt, ...(await prospects(receipt, times, -times.held, terms.maxPerMinute)) }
    },

    mayBegin: async (given) => {
      const { key, into, rows = 1 } = parseOptions(callOptions.mayBegin, given)
      return ask(() => refuseOverQuota(deps, { id: into ?? batchId(account, key), rows }))
    },

    check: async (given, givenOptions) => {
      const rows = parseRows(given)
      const { details = true, ...options } = parseOptions(callOptions.check, givenOptions)
      const { catalogue } = await templates.current()
      const inspection = rowsInspection({
        templateOf: catalogue?.bestFor,
        rates: settings.rates,
        findRecent: recent,
      })
      const see = details ? inspection.see : undefined
      const { receipt, atOnce, named, ...times } = await checkMany(
        await batchDeps(),
        rows,
        batchTerms(options),
        see,
      )
      if (!details) return { ...receipt, templates: [], preview: [], named: { ...named, recent: [] } }
      return {
        ...receipt,
        ...(await prospects(receipt, times, atOnce, options.maxPerMinute)),
        ...(await inspection.report(named)),
        ...(settings.quietHours && { quietHours: settings.quietHours }),
      }
    },

    sendTest: async (given, givenOptions) => {
      const rows = parseRows(given)
      const { to, first = defaultTests, ...chosen } = parseOptions(callOptions.sendTest, givenOptions)
      const batch = await batchDeps()
      const reading = readRecipient(to, batch.rules.rules.defaultCountry)
      if ('problem' in reading) {
        const { problem: message, code } = reading
        throw new InvalidMessageError([{ path: 'to', message, code }], { of: 'call' })
      }
      const sent = await sendTests(batch, rows, { to: reading.recipient, first, ...chosen })
      return { ...sent, ...(await manning()) }
    },

    estimate: async (given) => {
      const lane = parseLane(given)
      if (!(await presence(account))) return { hasWorker: false }
      const known = await ask(() => outlook(lane))
      return { hasWorker: true, sendAt: estimateSendAt({ ...known.outlook, now: Date.now() }) }
    },
  }
}

type BatchTerms = Omit<EnqueueManyOptions, 'lane' | 'retentionMs'> & { readonly lane?: Lane | undefined }

interface Place {
  readonly key?: string | undefined
  readonly into?: string | undefined
  readonly rowsBy?: 'content' | 'place' | undefined
}

/** Nothing slows urgent messages down. */
function paceProblems({ maxPerMinute }: BatchTerms, lane: Lane): FieldProblem[] {
  return maxPerMinute === undefined || lane === 'bulk' ? [] : [urgentPace]
}

/** Rows go into the batch of a key, or into the one that is named. */
function placeProblems({ key, into, rowsBy }: Place): FieldProblem[] {
  const problem = (message: string) => [{ path: 'into', message }]
  if (into === undefined) return []
  if (key !== undefined) return problem('names the batch already: leave out its key')
  return rowsBy === 'place' ? problem('needs rows that are known by their content') : []
}
