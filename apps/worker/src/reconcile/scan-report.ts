import {
  type Bookkeeping,
  endSilence,
  markScanned,
  noteForeign,
  noteScan,
  observe,
  readRendition,
  readSenders,
  readSilences,
  readSliceMessages,
  readSlices,
  type SlicedMessage,
  sliceMs,
  writeRendition,
} from '@disparo/core/ledger'
import { type Lanes, wake } from '@disparo/core/queue'
import {
  foreignBySlice,
  learnRendition,
  matchReport,
  onClockAhead,
  type Plan,
  scanWindow,
  sliceOf,
  slicesInReach,
  type TrackedMessage,
} from '@disparo/core/reconcile'
import { redisNow } from '@disparo/core/redis'
import type { Seal } from '@disparo/core/seal'
import { byApi, observation, senderSeen, withoutFuture } from './believe-item.js'
import { type PagesDeps, type PagesNotRead, readPages } from './read-pages.js'
import { releaseAbsent } from './release-absent.js'
import { patienceMs, toleranceOf } from './report-tolerance.js'
import { learn, readLearnt, skewShown, writeLearnt } from './upstream-clock.js'

export interface ScanDeps extends PagesDeps {
  readonly lanes: Lanes
  readonly books: Bookkeeping
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
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
  const { redis, keys, account, books, lanes, log } = deps
  const startedAt = await redisNow(redis, keys)
  const learnt = await readLearnt(redis, keys)
  const { skewMs = 0 } = learnt
  const usual = toleranceOf(account, { skewMs: learnt.skewMs, now: startedAt })
  const silent = await readSilences(redis, keys, plan.first * sliceMs - usual.lateMs)
  const expected = toleranceOf(account, { skewMs: learnt.skewMs, silent, now: startedAt })
  const window = scanWindow(plan, { sliceMs, now: startedAt, ...expected })
  const upstream = (date: Date) => new Date(date.getTime() + skewMs)

  const read = await readPages(deps, {
    startDate: upstream(window.startDate),
    endDate: upstream(window.endDate),
  })
  if (typeof read === 'string') return read
  await endSilence(redis, keys, { askedAt: startedAt, patienceMs: patienceMs(account) })
  const clockHolds = Math.abs((skewShown(read) ?? skewMs) - skewMs) <= clockDriftMs
  if (!clockHolds && learnt.skewMs === undefined) {
    // Never asked before, so the window was not the one that was meant.
    await writeLearnt(redis, keys, learn(learnt, { ...read, items: 0, messages: 0 }))
    log.info({ event: 'report:clock', skewMs: skewShown(read) })
    return 'stopped'
  }
  const tolerance = toleranceOf(account, {
    skewMs: learnt.skewMs ?? skewShown(read),
    silent,
    now: startedAt,
  })

  const { scanned, messages } = await readInReach(
    deps,
    plan,
    slicesInReach(window, { sliceMs, ...tolerance }),
  )
  const began = performance.now()
  const items = read.items.map((item) => withoutFuture(item, read.answeredAt + skewMs + tolerance.earlyMs))
  const rendition = await readRendition(redis, keys)
  const { matches, absent, sure } = matchReport(
    messages.map((message) => tracked(message, skewMs)),
    items.filter(byApi),
    {
      ...onClockAhead(tolerance, skewMs),
      uniqueLabel: account.uniqueLabel,
      rendition,
      senders: await readSenders(redis, keys),
    },
  )
  // Neighbours are there to keep their own items; what they show is for a scan that sees all of theirs.
  const ours = new Map(messages.filter(sentIn(plan)).map((message) => [message.id, message]))
  const observations = matches.flatMap(({ id, item }) => {
    const message = ours.get(id)
    return message ? [observation(id, item, message.sendingAt)] : []
  })
  const changed = await observe(redis, keys, { books, observations })
  const news = sure.filter(({ message }) => ours.has(message.id))
  if (news.length > 0) await writeRendition(redis, keys, learnRendition(rendition, news))
  const gone = absent.flatMap((id) => ours.get(id) ?? [])
  const released =
    read.provesAbsence && clockHolds ? await releaseAbsent(deps, gone, { window, tolerance, startedAt }) : []
  const inDoubt = observations.flatMap(({ id }) => ours.get(id) ?? []).filter(isUnknown)
  await wake(lanes, inDoubt)
  if (read.isWhole && clockHolds) {
    await noteForeign(redis, keys, foreignBySlice(items, matches, { slices: scanned, sliceMs, skewMs }))
  }
  await markScanned(redis, keys, { slices: scanned, startedAt })
  const doubtful = new Set(messages.filter(isDoubtful).map(({ id }) => id))
  await noteScan(redis, keys, {
    startedAt,
    sender: senderSeen(matches.filter(({ id }) => !doubtful.has(id))),
  })
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

function tracked({ sendingAt, status, lane: _, ...message }: SlicedMessage, skewMs: number): TrackedMessage {
  return { ...message, inDoubt: isDoubtful({ status }), sentAt: sendingAt + skewMs }
}

function isDoubtful({ status }: Pick<SlicedMessage, 'status'>): boolean {
  return !surelySent.has(status)
}

/** Anything else that was ever in a slice was unknown once, and may be about to be sent again. */
const surelySent: ReadonlySet<SlicedMessage['status']> = new Set(['accepted', 'sent', 'received', 'read'])
