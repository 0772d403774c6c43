import {
  endUpstreamOutage,
  type LedgerOptions,
  type MessageMissingDataKey,
  markScanned,
  observe,
  readClockRollback,
  readRendition,
  readSenders,
  readSliceMessages,
  readSlices,
  readUpstreamOutages,
  recordForeignItems,
  recordScan,
  type SlicedMessage,
  type SliceMessages,
  sliceMs,
  writeRendition,
} from '@disparo/core/internal/ledger'
import { type Lanes, promoteJobs } from '@disparo/core/internal/queue'
import { redisNow } from '@disparo/core/internal/redis'
import type { Seal } from '@disparo/core/internal/seal'
import {
  type AcceptedSighting,
  couldMatch,
  countForeignBySlice,
  differingField,
  learnRendition,
  matchReport,
  possibleMatchFinder,
  releaseContestedMatches,
  scanWindow,
  shiftTolerance,
  sliceOf,
  slicesInWindow,
  type TrackedMessage,
} from '@disparo/hi-platform/report'
import { controlsOf, wasAccepted } from './evidence-controls.js'
import { dropFutureDates, isFromApi, latestSender, observationOf } from './read-item.js'
import { type PagesDeps, type PagesNotRead, readPages } from './read-pages.js'
import { releaseAbsent } from './release-absent.js'
import { calibrate, measureSkew, readCalibration, writeCalibration } from './report-calibration.js'
import { probeTimeoutMs, toleranceOf } from './report-tolerance.js'
import { sliceToRescan } from './slice-to-rescan.js'
import { watchEvidence } from './watch-evidence.js'
import type { SliceRange } from './widen-for-evidence.js'

export interface ScanDeps extends PagesDeps {
  readonly lanes: Lanes
  readonly ledgerOptions: LedgerOptions
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
  /** Hears of messages that a scan could not read. */
  readonly onUnread: (messages: readonly MessageMissingDataKey[]) => void
}

/** So far a clock may be from what was learnt of it: the header's coarseness, and the time an answer takes. */
const clockDriftMs = 2_000

/**
 * Scans planned slices. Where that shows what was surely accepted, the time of a doubt that waits for just that is looked
 * at again right away: so the report is known to show what it should when it is asked for the doubt.
 */
export async function scanReport(deps: ScanDeps, plan: SliceRange): Promise<'done' | PagesNotRead> {
  const scan = await scanSlices(deps, plan)
  if (typeof scan === 'string') return scan
  const shown = scan.controls.filter(({ state }) => state === 'shown')
  const again = await sliceToRescan(deps, { scanned: plan, shownUntil: shown.at(-1)?.sentAt })
  if (again !== undefined) await scanSlices(deps, { first: again, last: again }, shown)
  return 'done'
}

interface SlicesScanned {
  /** What was surely accepted in these slices, ascending in time. */
  readonly controls: readonly AcceptedSighting[]
}

/**
 * Scans one window of the report: all its pages, then matches them with the window's messages and writes down what
 * they show. Nothing is written before the last page is there, so a scan may die anywhere and another begin anew; what it
 * releases is woken by whoever looks next.
 * @param shownElsewhere - what was accepted later than these slices, and was shown just now
 */
async function scanSlices(
  deps: ScanDeps,
  plan: SliceRange,
  shownElsewhere: readonly AcceptedSighting[] = [],
): Promise<SlicesScanned | PagesNotRead> {
  const { redis, keys, account, ledgerOptions, lanes, log, seal } = deps
  const startedAt = await redisNow(redis, keys)
  const learnt = await readCalibration(redis, keys)
  const { skewMs = 0 } = learnt
  const usual = toleranceOf(account, { skewMs: learnt.skewMs, now: startedAt })
  const silent = await readUpstreamOutages(redis, keys, plan.first * sliceMs - usual.lateMs)
  const expected = toleranceOf(account, { skewMs: learnt.skewMs, silent, now: startedAt })
  const window = scanWindow(plan, { sliceMs, now: startedAt, ...expected })
  const upstream = (date: Date) => new Date(date.getTime() + skewMs)

  const read = await readPages(deps, {
    startDate: upstream(window.startDate),
    endDate: upstream(window.endDate),
  })
  if (typeof read === 'string') return read
  await endUpstreamOutage(redis, keys, { askedAt: startedAt, patienceMs: probeTimeoutMs(account) })
  const clockHolds = Math.abs((measureSkew(read) ?? skewMs) - skewMs) <= clockDriftMs
  if (!clockHolds && learnt.skewMs === undefined) {
    // Never asked before, so the window was not the one that was meant.
    await writeCalibration(redis, keys, calibrate(learnt, { ...read, items: 0, messages: 0 }))
    log.info({ event: 'report:clock-measured', skewMs: measureSkew(read) })
    return 'stopped'
  }
  const tolerance = toleranceOf(account, {
    skewMs: learnt.skewMs ?? measureSkew(read),
    silent,
    now: startedAt,
  })

  const {
    scanned,
    messages,
    missingDataKey: unread,
  } = await readInReach(deps, plan, slicesInWindow(window, { sliceMs, ...tolerance }))
  const began = performance.now()
  const items = read.items.map((item) => dropFutureDates(item, read.answeredAt + skewMs + tolerance.earlyMs))
  const there = shiftTolerance(tolerance, skewMs)
  const rendition = await readRendition(redis, keys, seal)
  const sent = messages.map((message) => tracked(message, skewMs))
  const { matches, absent, confirmed } = releaseContestedMatches(
    matchReport(sent, items.filter(isFromApi), {
      ...{ ...there, uniqueLabel: account.uniqueLabel, rendition },
      senders: await readSenders(redis, keys, seal),
    }),
    sent,
    unread.map(({ elementName, sendingAt }) => ({ elementName, sentAt: sendingAt + skewMs })),
    there,
  )
  // Neighbours are there to keep their own items; what they show is for a scan that sees all of theirs.
  const ours = new Map(messages.filter(sentIn(plan)).map((message) => [message.id, message]))
  const observations = matches.flatMap(({ id, item }) => {
    const message = ours.get(id)
    return message ? [observationOf(id, item, message.sendingAt)] : []
  })
  const changed = await observe(redis, keys, { ledgerOptions, observations })
  const news = confirmed.filter(({ message }) => ours.has(message.id))
  if (news.length > 0) await writeRendition(redis, keys, learnRendition(rendition, news), seal)

  // One that was found at a time at which a doubt is not looked for shows that the doubt may be there, too.
  const inTime = matches.filter(({ id, item }) =>
    couldMatch(item, (ours.get(id)?.sendingAt ?? 0) + skewMs, there),
  )
  const shown = new Set(inTime.map(({ id }) => id))
  const claimed = new Set(matches.map(({ item }) => item))
  const unclaimed = items.filter((item) => isFromApi(item) && !claimed.has(item))
  const late = matches.flatMap(({ id, item }) => (ours.has(id) && !shown.has(id) ? [item] : []))
  const basis = { window, tolerance, startedAt, reportLagMs: account.reconcile.reportLagMs }
  const controls = controlsOf([...ours.values()], ({ id }) => shown.has(id), basis)
  const gone = absent.flatMap((id) => ours.get(id) ?? [])
  const isProof = read.provesAbsence && clockHolds
  const looksAlike = possibleMatchFinder(unclaimed, there)
  const released = isProof
    ? await releaseAbsent(deps, gone, {
        ...basis,
        evidenceShare: account.reconcile.evidenceShare,
        accepted: [...controls.map(({ control }) => control), ...shownElsewhere.filter(isAfter(plan))],
        hasLookAlike: (message) => looksAlike(tracked(message, skewMs)),
        untrusted: await readClockRollback(redis, keys),
      })
    : []
  if (isProof) {
    await watchEvidence(deps, controls, {
      startedAt,
      fieldOf: (missing) =>
        differingField(
          missing.map((message) => tracked(message, skewMs)),
          [...unclaimed, ...late],
          there,
        ),
    })
  }
  const inDoubt = observations.flatMap(({ id }) => ours.get(id) ?? []).filter(isUnknown)
  await promoteJobs(lanes, inDoubt)
  // The items of one that cannot be read are ours.
  if (read.isWhole && clockHolds && unread.length === 0) {
    await recordForeignItems(
      redis,
      keys,
      countForeignBySlice(items, matches, { slices: scanned, sliceMs, skewMs }),
    )
  }
  await markScanned(redis, keys, { slices: scanned, startedAt })
  const doubtful = new Set(messages.filter((message) => !wasAccepted(message)).map(({ id }) => id))
  await recordScan(redis, keys, {
    ...{ startedAt, seal },
    sender: latestSender(matches.filter(({ id }) => !doubtful.has(id))),
  })
  await writeCalibration(
    redis,
    keys,
    calibrate(learnt, { ...read, items: read.items.length, messages: messages.length + unread.length }),
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
    unread: unread.length,
    applyMs: Math.round(performance.now() - began),
  })
  deps.onUnread(unread)
  return { controls: isProof ? controls.map(({ control }) => control) : [] }
}

/** The slices there are of those planned, and the messages of all whose items can be in the window. */
async function readInReach(
  { redis, keys, seal }: ScanDeps,
  plan: SliceRange,
  reach: SliceRange,
): Promise<SliceMessages & { readonly scanned: number[] }> {
  const known = (await readSlices(redis, keys)).map(({ n }) => n)
  const between = ({ first, last }: SliceRange) => known.filter((n) => n >= first && n <= last)
  return { scanned: between(plan), ...(await readSliceMessages(redis, keys, between(reach), seal)) }
}

function isAfter({ last }: SliceRange): (control: AcceptedSighting) => boolean {
  return ({ sentAt }) => sliceOf(sentAt, sliceMs) > last
}

function isUnknown({ status }: SlicedMessage): boolean {
  return status === 'unknown'
}

function sentIn({ first, last }: SliceRange): (message: SlicedMessage) => boolean {
  return ({ sendingAt }) => sliceOf(sendingAt, sliceMs) >= first && sliceOf(sendingAt, sliceMs) <= last
}

/** What was ever in a slice and has not gone out was unknown once, and may be about to be sent again. */
function tracked(message: SlicedMessage, skewMs: number): TrackedMessage {
  const { sendingAt, status: _, lane: __, unknownAt: ___, doubtNote: ____, ...rest } = message
  return { ...rest, inDoubt: !wasAccepted(message), sentAt: sendingAt + skewMs }
}
