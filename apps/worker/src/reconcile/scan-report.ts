import { type Account, booksOf } from '@disparo/core/account'
import {
  markScanned,
  observe,
  readSliceMessages,
  readSlices,
  resolveDoubt,
  type SlicedMessage,
  sliceMs,
} from '@disparo/core/ledger'
import { type Lanes, wake } from '@disparo/core/queue'
import {
  isWithin,
  matchReport,
  type Plan,
  scanWindow,
  sliceOf,
  slicesInReach,
  type Tolerance,
  type TrackedMessage,
} from '@disparo/core/reconcile'
import type { AccountKeys } from '@disparo/core/redis'
import { freshMs } from '../fresh-permit.js'
import { byApi, observation, withoutFuture } from './believe-item.js'
import { type PagesDeps, readPages } from './read-pages.js'
import { learn, readLearnt, redisNow, skewShown, writeLearnt } from './upstream-clock.js'

export interface ScanDeps extends PagesDeps {
  readonly keys: AccountKeys
  readonly lanes: Lanes
}

/** Dates in the report are whole seconds, and the skew is known to about one. */
const earlyMs = 2_000

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
  const { skewMs = 0 } = learnt
  const tolerance = toleranceOf(account)
  const window = scanWindow(plan, { sliceMs, now: startedAt, ...tolerance })
  const upstream = (date: Date) => new Date(date.getTime() + skewMs)

  const read = await readPages(deps, {
    startDate: upstream(window.startDate),
    endDate: upstream(window.endDate),
  })
  if (!read) return false
  const clockHolds = Math.abs((skewShown(read) ?? skewMs) - skewMs) <= earlyMs
  if (!clockHolds && learnt.skewMs === undefined) {
    // Never asked before, so the window was not the one that was meant.
    await writeLearnt(redis, keys, learn(learnt, { ...read, items: 0, messages: 0 }))
    log.info({ event: 'report:clock', skewMs: skewShown(read) })
    return false
  }

  const { scanned, messages } = await readInReach(
    deps,
    plan,
    slicesInReach(window, { sliceMs, ...tolerance }),
  )
  const began = performance.now()
  const { matches, absent } = matchReport(
    messages.map((message) => tracked(message, skewMs)),
    read.items.filter(byApi).map((item) => withoutFuture(item, read.answeredAt + skewMs + earlyMs)),
    { ...tolerance, uniqueLabel: account.uniqueLabel },
  )
  // Neighbours are there to keep their own items; what they show is for a scan that sees all of theirs.
  const ours = new Map(messages.filter(sentIn(plan)).map((message) => [message.id, message]))
  const observations = matches.filter(({ id }) => ours.has(id)).map(({ id, item }) => observation(id, item))
  const changed = await observe(redis, keys, { books: booksOf(account), observations })
  const gone = absent.filter((id) => ours.has(id))
  const isProved = (id: string) => isWithin(window, ours.get(id)?.sendingAt ?? startedAt, tolerance)
  const released =
    read.provesAbsence && clockHolds
      ? await releaseAbsent(deps, { messages: ours, absent: gone.filter(isProved), startedAt })
      : []
  await wakeResolved(deps, { messages: ours, seen: observations.map(({ id }) => id), released })
  await markScanned(redis, keys, { slices: scanned, startedAt })
  await writeLearnt(
    redis,
    keys,
    learn(learnt, { ...read, items: read.items.length, messages: messages.length }),
  )
  log.info({
    event: 'report:scanned',
    slices: scanned.length,
    pages: read.pages,
    items: read.items.length,
    badItems: read.badItems,
    matched: observations.length,
    foreign: read.items.length - matches.length,
    absent: gone.length,
    released: released.length,
    changed,
    applyMs: Math.round(performance.now() - began),
  })
  return true
}

type Range = { readonly first: number; readonly last: number }

/** The slices there are of those planned, and the messages of all whose items can be in the window. */
async function readInReach(
  { redis, keys }: ScanDeps,
  plan: Range,
  reach: Range,
): Promise<{ scanned: number[]; messages: SlicedMessage[] }> {
  const known = (await readSlices(redis, keys)).map(({ n }) => n)
  const between = ({ first, last }: Range) => known.filter((n) => n >= first && n <= last)
  return { scanned: between(plan), messages: await readSliceMessages(redis, keys, between(reach)) }
}

function sentIn({ first, last }: Range): (message: SlicedMessage) => boolean {
  return ({ sendingAt }) => sliceOf(sendingAt, sliceMs) >= first && sliceOf(sendingAt, sliceMs) <= last
}

/** Sends again what the report proves absent; where the policy is `hold`, somebody has to decide. */
async function releaseAbsent(
  { redis, keys, account }: ScanDeps,
  scan: {
    readonly messages: ReadonlyMap<string, SlicedMessage>
    readonly absent: readonly string[]
    readonly startedAt: number
  },
): Promise<string[]> {
  const ids = scan.absent.filter((id) => {
    const message = scan.messages.get(id)
    return message?.status === 'unknown' && account.unknownPolicy[message.lane] !== 'hold'
  })
  const unknownBy = scan.startedAt - account.reconcile.reportLagMs
  return resolveDoubt(redis, keys, {
    books: booksOf(account),
    ids,
    as: 'enqueued',
    why: 'proved-absent',
    unknownBy,
    attemptMs: account.requestTimeoutMs + freshMs(account),
  })
}

/** What was in doubt sleeps in its lane. One that is to be sent but has no job any more is told to operators. */
async function wakeResolved(
  { lanes, log }: ScanDeps,
  {
    messages,
    seen,
    released,
  }: {
    readonly messages: ReadonlyMap<string, SlicedMessage>
    readonly seen: readonly string[]
    readonly released: readonly string[]
  },
): Promise<void> {
  const asleep = [...seen, ...released].flatMap((id) => {
    const message = messages.get(id)
    return message?.status === 'unknown' ? [message] : []
  })
  const missing = new Set(await wake(lanes, asleep))
  const orphans = released.filter((id) => missing.has(id))
  if (orphans.length > 0) log.error({ event: 'message:orphaned', ids: orphans })
}

function tracked({ sendingAt, status, lane: _, ...message }: SlicedMessage, skewMs: number): TrackedMessage {
  return { ...message, inDoubt: !surelySent.has(status), sentAt: sendingAt + skewMs }
}

/** Anything else that was ever in a slice was unknown once, and may be about to be sent again. */
const surelySent: ReadonlySet<SlicedMessage['status']> = new Set(['accepted', 'sent', 'received', 'read'])
