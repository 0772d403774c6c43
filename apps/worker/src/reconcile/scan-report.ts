import { type Account, booksOf } from '@disparo/core/account'
import {
  markScanned,
  noteForeign,
  noteScan,
  observe,
  readSender,
  readSliceMessages,
  readSlices,
  resolveDoubt,
  type SlicedMessage,
  sliceMs,
} from '@disparo/core/ledger'
import { type Lanes, wake } from '@disparo/core/queue'
import {
  clockTolerance,
  foreignBySlice,
  isWithin,
  matchReport,
  type Plan,
  scanWindow,
  sliceOf,
  slicesInReach,
  type Tolerance,
  type TrackedMessage,
} from '@disparo/core/reconcile'
import { redisNow } from '@disparo/core/redis'
import type { Seal } from '@disparo/core/seal'
import { freshMs } from '../fresh-permit.js'
import { shownStatuses } from '../metrics/shown-statuses.js'
import { byApi, observation, senderSeen, withoutFuture } from './believe-item.js'
import { type PagesDeps, type PagesNotRead, readPages } from './read-pages.js'
import { learn, readLearnt, skewShown, writeLearnt } from './upstream-clock.js'

export interface ScanDeps extends PagesDeps {
  readonly lanes: Lanes
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
}

export function toleranceOf(
  account: Account,
  { skewMs }: { readonly skewMs?: number | undefined },
): Tolerance {
  const { requestTimeoutMs, reconcile } = account
  return clockTolerance({
    requestTimeoutMs,
    dispatchLagMs: reconcile.dispatchLagMs,
    clockKnown: skewMs !== undefined,
  })
}

/** So far a clock may be from what was learnt of it: the header's coarseness, and the time an answer takes. */
const clockDriftMs = 2_000

/**
 * Scans one window of the report: all its pages, then matches them with the window's messages and writes down what
 * they show. Nothing is written before the last page is there, so a scan may die anywhere and another begin anew; what it
 * releases is woken by whoever looks next.
 */
export async function scanReport(
  deps: ScanDeps,
  plan: Extract<Plan, { kind: 'scan' }>,
): Promise<'done' | PagesNotRead> {
  const { redis, keys, account, lanes, log } = deps
  const startedAt = await redisNow(redis, keys)
  const learnt = await readLearnt(redis, keys)
  const { skewMs = 0 } = learnt
  const window = scanWindow(plan, { sliceMs, now: startedAt, ...toleranceOf(account, learnt) })
  const upstream = (date: Date) => new Date(date.getTime() + skewMs)

  const read = await readPages(deps, {
    startDate: upstream(window.startDate),
    endDate: upstream(window.endDate),
  })
  if (typeof read === 'string') return read
  const clockHolds = Math.abs((skewShown(read) ?? skewMs) - skewMs) <= clockDriftMs
  if (!clockHolds && learnt.skewMs === undefined) {
    // Never asked before, so the window was not the one that was meant.
    await writeLearnt(redis, keys, learn(learnt, { ...read, items: 0, messages: 0 }))
    log.info({ event: 'report:clock', skewMs: skewShown(read) })
    return 'stopped'
  }
  const tolerance = toleranceOf(account, { skewMs: learnt.skewMs ?? skewShown(read) })

  const { scanned, messages } = await readInReach(
    deps,
    plan,
    slicesInReach(window, { sliceMs, ...tolerance }),
  )
  const began = performance.now()
  const items = read.items.map((item) => withoutFuture(item, read.answeredAt + skewMs + tolerance.earlyMs))
  const { matches, absent } = matchReport(
    messages.map((message) => tracked(message, skewMs)),
    items.filter(byApi),
    { ...tolerance, uniqueLabel: account.uniqueLabel, sender: await readSender(redis, keys) },
  )
  // Neighbours are there to keep their own items; what they show is for a scan that sees all of theirs.
  const ours = new Map(messages.filter(sentIn(plan)).map((message) => [message.id, message]))
  const observations = matches.flatMap(({ id, item }) => {
    const message = ours.get(id)
    return message ? [observation(id, item, message.sendingAt)] : []
  })
  const changed = await observe(redis, keys, { books: booksOf(account), observations })
  for (const shown of shownStatuses(ours, observations)) deps.metrics?.status(shown)
  const gone = absent.filter((id) => ours.has(id))
  const isProved = (id: string) => isWithin(window, ours.get(id)?.sendingAt ?? startedAt, tolerance)
  const released =
    read.provesAbsence && clockHolds
      ? await releaseAbsent(deps, { messages: ours, absent: gone.filter(isProved), startedAt })
      : []
  const inDoubt = observations.flatMap(({ id }) => ours.get(id) ?? []).filter(isUnknown)
  await wake(lanes, inDoubt)
  if (read.isWhole && clockHolds) {
    await noteForeign(redis, keys, foreignBySlice(items, matches, { slices: scanned, sliceMs, skewMs }))
  }
  await markScanned(redis, keys, { slices: scanned, startedAt })
  await noteScan(redis, keys, { startedAt, sender: senderSeen(matches) })
  await writeLearnt(
    redis,
    keys,
    learn(learnt, { ...read, items: read.items.length, messages: messages.length }),
  )
  deps.metrics?.scan({ items: read.items.length, matched: observations.length, released: released.length })
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
  return 'done'
}

type Range = { readonly first: number; readonly last: number }

/** The slices there are of those planned, and the messages of all whose items can be in the window. */
async function readInReach(
  { redis, keys, seal }: ScanDeps,
  plan: Range,
  reach: Range,
): Promise<{ scanned: number[]; messages: SlicedMessage[] }> {
  const known = (await readSlices(redis, keys)).map(({ n }) => n)
  const between = ({ first, last }: Range) => known.filter((n) => n >= first && n <= last)
  return { scanned: between(plan), messages: await readSliceMessages(redis, keys, between(reach), seal) }
}

function isUnknown({ status }: SlicedMessage): boolean {
  return status === 'unknown'
}

function sentIn({ first, last }: Range): (message: SlicedMessage) => boolean {
  return ({ sendingAt }) => sliceOf(sendingAt, sliceMs) >= first && sliceOf(sendingAt, sliceMs) <= last
}

/** What the report proves absent is to be sent again; where the policy is `hold`, somebody has to decide. */
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
    return message && isUnknown(message) && account.unknownPolicy[message.lane] !== 'hold'
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

function tracked({ sendingAt, status, lane: _, ...message }: SlicedMessage, skewMs: number): TrackedMessage {
  return { ...message, inDoubt: !surelySent.has(status), sentAt: sendingAt + skewMs }
}

/** Anything else that was ever in a slice was unknown once, and may be about to be sent again. */
const surelySent: ReadonlySet<SlicedMessage['status']> = new Set(['accepted', 'sent', 'received', 'read'])
