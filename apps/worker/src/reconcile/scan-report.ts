import {
  type MessageMissingDataKey,
  readRendition,
  readSenders,
  readSliceMessages,
  readSlices,
  type Slice,
  sliceMs,
  stepsWithin,
} from '@disparo/core/internal/ledger'
import { type AcceptedSighting, slicesInWindow } from '@disparo/hi-platform/report'
import { askForWindow } from './ask-window.js'
import { judgeWindow } from './judge-window.js'
import { matchWindow } from './match-window.js'
import type { PagesNotRead } from './read-pages.js'
import { type RecordDeps, recordThoughts } from './record-scan.js'
import { sliceToRescan } from './slice-to-rescan.js'
import type { SliceRange } from './widen-for-evidence.js'

interface ScanDeps extends RecordDeps {
  /** Slices with what is remembered of windows that were refused. */
  readonly withRefused: (slices: readonly Slice[]) => readonly Slice[]
  /** Hears of messages that a scan could not read. */
  readonly onUnread: (messages: readonly MessageMissingDataKey[]) => void
}

/**
 * Scans planned steps of slices. Where that shows what was surely accepted, the time of a doubt that waits for just that is
 * looked at again right away: so the report is known to show what it should when it is asked for the doubt.
 */
export async function scanReport(deps: ScanDeps, plan: SliceRange): Promise<'done' | PagesNotRead> {
  const controls = await scanRange(deps, plan)
  if (typeof controls === 'string') return controls
  const shown = controls.filter(({ state }) => state === 'shown')
  const again = await sliceToRescan(deps, { scanned: plan, shownUntil: shown.at(-1)?.sentAt })
  if (again !== undefined) await scanRange(deps, { first: again, last: again }, shown)
  return 'done'
}

/**
 * Scans one window of the report: all its pages, then matches them with the window's messages and writes down what
 * they show. Nothing is written before the last page is there, so a scan may die anywhere and another begin anew; what it
 * releases is woken by whoever looks next.
 * @param shownElsewhere - what was accepted later than these steps, and was shown just now
 * @returns where it is a proof, what was surely accepted in these steps, ascending in time
 */
async function scanRange(
  deps: ScanDeps,
  range: SliceRange,
  shownElsewhere: readonly AcceptedSighting[] = [],
): Promise<readonly AcceptedSighting[] | PagesNotRead> {
  const { redis, keys, account, seal, log } = deps
  const answer = await askForWindow(deps, range)
  if (typeof answer === 'string') return answer
  const slices = deps.withRefused(await readSlices(redis, keys))
  const reach = slicesInWindow(answer.window, { sliceMs, ...answer.tolerance })
  const read = await readSliceMessages(redis, keys, stepsWithin(slices, reach), seal)
  const began = performance.now()
  const rendition = await readRendition(redis, keys, seal)
  const senders = await readSenders(redis, keys, seal)
  const { uniqueLabel, reconcile } = account
  const matched = matchWindow(answer, read, { uniqueLabel, rendition, senders })
  const judged = judgeWindow(answer, matched, reconcile)
  const recorded = await recordThoughts(deps, {
    ...{ answer, slices, read, matched, judged, rendition, shownElsewhere },
  })
  const { items, matches } = matched
  deps.metrics?.scan({ items: items.length, matched: recorded.matched, released: recorded.released })
  log.info({
    event: 'report:scanned',
    slices: stepsWithin(slices, range).length,
    pages: answer.read.pages,
    items: items.length,
    badItems: answer.read.badItems,
    foreign: items.length - matches.length,
    absent: judged.unshown.length,
    ...recorded,
    unread: read.missingDataKey.length,
    applyMs: Math.round(performance.now() - began),
  })
  deps.onUnread(read.missingDataKey)
  return judged.isProof ? judged.controls.map(({ control }) => control) : []
}
