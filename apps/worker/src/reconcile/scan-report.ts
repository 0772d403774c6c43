import { booksOf } from '@disparo/core/account'
import type { ReportItem } from '@disparo/core/hi'
import {
  markScanned,
  type Observation,
  observe,
  readSliceMessages,
  type SlicedMessage,
  sliceMs,
} from '@disparo/core/ledger'
import { collectPage, matchReport, type ScanPlan, scanWindow, startCollecting } from '@disparo/core/reconcile'
import type { AccountKeys } from '@disparo/core/redis'
import { type PageDeps, requestPage } from './request-page.js'
import { type Learnt, learn, readLearnt, redisNow, writeLearnt } from './upstream-clock.js'

export interface ScanDeps extends PageDeps {
  readonly keys: AccountKeys
  /** Renews the lease; `false` when another worker has it by now: then nothing more may be written. */
  readonly keepLease: () => Promise<boolean>
  readonly sleep: (ms: number) => Promise<void>
}

/** Dates in the report are whole seconds, and the skew is known to about one. */
const earlyMs = 2_000

/**
 * Scans one window of the report: all its pages, then matches them with the window's messages and writes down what
 * they show. Nothing is written before the last page is there, so a scan may die anywhere and another begin anew.
 * Answers whether it was completed.
 */
export async function scanReport(deps: ScanDeps, plan: ScanPlan): Promise<boolean> {
  const { redis, keys, account, log } = deps
  const startedAt = await redisNow(redis)
  const learnt = await readLearnt(redis, keys)
  const tolerance = { earlyMs, lateMs: account.reconcile.dispatchLagMs }
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
    read.items,
    tolerance,
  )
  const observations = matches.map(({ id, item }) => observation(id, item, learnt))
  const changed = await observe(redis, keys, { books: booksOf(account), observations })
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
    changed,
    applyMs: Math.round(performance.now() - began),
  })
  return true
}

interface PagesRead {
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
  let state = startCollecting()
  let pages = 0
  for (;;) {
    const answer = await requestPage(deps, { ...window, pageNumber: state.next })
    if (answer.kind === 'refused') {
      deps.log.warn({ event: 'report:refused', reason: answer.reason })
      return undefined
    }
    if (answer.kind === 'wait') {
      await deps.sleep(Math.min(answer.ms, 5_000))
      if (deps.signal.aborted || !(await deps.keepLease())) return undefined
      continue
    }
    pages += 1
    const answeredAt = await redisNow(deps.redis)
    const collected = collectPage(state, answer.page)
    if (collected.kind === 'complete') {
      const { items, badItems } = collected
      return { items, badItems, pages, upstreamDate: answer.upstreamDate, answeredAt }
    }
    state = collected.state
    if (!(await deps.keepLease())) return undefined
  }
}

function tracked({ sendingAt, status: _, ...message }: SlicedMessage, { skewMs }: Learnt) {
  return {
    ...message,
    sentAt: sendingAt + skewMs,
    ...(message.dispatchedAt === undefined ? {} : { dispatchedAt: message.dispatchedAt }),
  }
}

/** Dates are kept as upstream gives them, but for the one that a message is found by again. */
function observation(id: string, item: ReportItem, _learnt: Learnt): Observation {
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
