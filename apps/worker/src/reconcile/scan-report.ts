import { type Account, booksOf } from '@disparo/core/account'
import type { ReportItem } from '@disparo/core/hi'
import {
  markScanned,
  type Observation,
  observe,
  readSliceMessages,
  release,
  type SlicedMessage,
  sliceMs,
} from '@disparo/core/ledger'
import { type Lanes, wake } from '@disparo/core/queue'
import {
  type CollectStep,
  collectPage,
  matchReport,
  type Plan,
  scanWindow,
  startCollecting,
  type Tolerance,
} from '@disparo/core/reconcile'
import type { AccountKeys } from '@disparo/core/redis'
import { type PageDeps, requestPage } from './request-page.js'
import { type Learnt, learn, readLearnt, redisNow, writeLearnt } from './upstream-clock.js'

export interface ScanDeps extends PageDeps {
  readonly keys: AccountKeys
  readonly lanes: Lanes
  /** Renews the lease; `false` when another worker has it by now: then nothing more may be written. */
  readonly keepLease: () => Promise<boolean>
  readonly sleep: (ms: number) => Promise<void>
}

/** Dates in the report are whole seconds, and the skew is known to about one. */
const earlyMs = 2_000
/** While waiting for a permit the lease must be kept. */
const longestSleepMs = 5_000

export function toleranceOf(account: Account): Tolerance {
  return { earlyMs, lateMs: account.requestTimeoutMs + account.reconcile.dispatchLagMs }
}

/**
 * Scans one window of the report: all its pages, then matches them with the window's messages and writes down what
 * they show. Nothing is written before the last page is there, so a scan may die anywhere and another begin anew.
 * Answers whether it was completed.
 */
export async function scanReport(deps: ScanDeps, plan: Extract<Plan, { kind: 'scan' }>): Promise<boolean> {
  const { redis, keys, account, log } = deps
  const startedAt = await redisNow(redis)
  const learnt = await readLearnt(redis, keys)
  const tolerance = toleranceOf(account)
  const window = scanWindow(plan, { sliceMs, now: startedAt, ...tolerance })
  const upstream = (date: Date) => new Date(date.getTime() + learnt.skewMs)

  const read = await readPages(deps, {
    startDate: upstream(window.startDate),
    endDate: upstream(window.endDate),
  })
  if (!read || !(await deps.keepLease())) return false

  const slices = Array.from({ length: plan.last - plan.first + 1 }, (_, index) => plan.first + index)
  const messages = await readSliceMessages(redis, keys, slices)
  const began = performance.now()
  const { matches, absent } = matchReport(
    messages.map((message) => tracked(message, learnt)),
    read.items.filter(byApi),
    { ...tolerance, uniqueLabel: account.uniqueLabel },
  )
  const observations = matches.map(({ id, item }) => observation(id, item))
  const books = booksOf(account)
  const changed = await observe(redis, keys, { books, observations })
  const released = read.provesAbsence ? await releaseAbsent(deps, messages, absent, startedAt) : []
  const resolved = new Set([...matches.map(({ id }) => id), ...released])
  const asleep = messages.filter(({ id, status }) => status === 'unknown' && resolved.has(id))
  const missing = await wake(deps.lanes, asleep)
  if (missing.length > 0)
    log.error({ event: 'message:orphaned', ids: missing.filter((id) => released.includes(id)) })
  await markScanned(redis, keys, { slices, startedAt })
  await writeLearnt(
    redis,
    keys,
    learn(learnt, {
      upstreamDate: read.upstreamDate,
      now: read.answeredAt,
      items: read.items.length,
      messages: messages.length,
    }),
  )
  log.info({
    event: 'report:scanned',
    slices: slices.length,
    pages: read.pages,
    items: read.items.length,
    badItems: read.badItems,
    matched: matches.length,
    foreign: read.items.length - matches.length,
    absent: absent.length,
    released: released.length,
    changed,
    applyMs: Math.round(performance.now() - began),
  })
  return true
}

/** Sends again what the report proves absent; where the policy is `hold`, somebody has to decide. */
async function releaseAbsent(
  { redis, keys, account }: ScanDeps,
  messages: readonly SlicedMessage[],
  absent: readonly string[],
  startedAt: number,
): Promise<string[]> {
  const gone = new Set(absent)
  const ids = messages
    .filter(
      ({ id, status, lane }) =>
        status === 'unknown' && account.unknownPolicy[lane] !== 'hold' && gone.has(id),
    )
    .map(({ id }) => id)
  const unknownBy = startedAt - account.reconcile.reportLagMs
  return release(redis, keys, { books: booksOf(account), ids, why: 'proved-absent', unknownBy })
}

interface PagesRead {
  readonly provesAbsence: boolean
  readonly items: readonly ReportItem[]
  readonly badItems: number
  readonly pages: number
  readonly upstreamDate: Date | undefined
  readonly answeredAt: number
}

async function readPages(
  deps: ScanDeps,
  window: { startDate: Date; endDate: Date },
): Promise<PagesRead | undefined> {
  let step: CollectStep = startCollecting()
  let pages = 0
  let seen: { upstreamDate: Date | undefined; answeredAt: number } = {
    upstreamDate: undefined,
    answeredAt: 0,
  }
  while (step.kind === 'next') {
    const answer = await requestPage(deps, { ...window, pageNumber: step.pageNumber })
    if (answer.kind === 'refused') {
      deps.log.warn({ event: 'report:refused', reason: answer.reason })
      return undefined
    }
    if (answer.kind === 'wait') {
      await deps.sleep(Math.min(answer.ms, longestSleepMs))
      if (deps.signal.aborted || !(await deps.keepLease())) return undefined
      continue
    }
    pages += 1
    seen = { upstreamDate: answer.upstreamDate, answeredAt: await redisNow(deps.redis) }
    step = collectPage(step.collection, step.pageNumber, answer.page)
    if (!(await deps.keepLease())) return undefined
  }
  const { items, badItems, provesAbsence } = step
  return { items, badItems, provesAbsence, pages, ...seen }
}

function tracked({ sendingAt, status, lane: _, ...message }: SlicedMessage, { skewMs }: Learnt) {
  return { ...message, inDoubt: status === 'unknown', sentAt: sendingAt + skewMs }
}

/** Operators and supervisors send as well (001, parameter `origin`), sometimes what we send to whom we send it. */
function byApi({ origin }: ReportItem): boolean {
  return !['operador', 'supervisor'].includes(origin.toLowerCase())
}

/** Dates are kept as upstream gives them. */
function observation(id: string, item: ReportItem): Observation {
  return {
    id,
    dispatchedAt: item.dispatchDate?.getTime(),
    sentAt: item.sentDate?.getTime(),
    receivedAt: item.receivedDate?.getTime(),
    readAt: item.readDate?.getTime(),
    billable: item.billable,
    origin: item.origin || undefined,
  }
}
