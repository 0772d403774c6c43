import {
  type LedgerOptions,
  markScanned,
  observe,
  readClockRollback,
  recordForeignItems,
  recordScan,
  type Slice,
  type SliceMessages,
  sliceMs,
  stepsWithin,
  writeRendition,
} from '@disparo/core/internal/ledger'
import type { Rendition } from '@disparo/core/internal/message'
import { type Lanes, promoteJobs } from '@disparo/core/internal/queue'
import type { Seal } from '@disparo/core/internal/seal'
import {
  type AcceptedSighting,
  countForeignBySlice,
  learnRendition,
  marksAfter,
  sliceOf,
} from '@disparo/hi-platform/report'
import type { AnsweredWindow } from './ask-window.js'
import { wasAccepted } from './evidence-controls.js'
import { isNews } from './is-news.js'
import type { JudgedWindow } from './judge-window.js'
import type { MatchedWindow } from './match-window.js'
import { latestSender, observationOf } from './read-item.js'
import type { PagesDeps } from './read-pages.js'
import { releaseAbsent } from './release-absent.js'
import { calibrate, writeCalibration } from './report-calibration.js'
import { watchEvidence } from './watch-evidence.js'

export interface RecordDeps extends PagesDeps {
  readonly lanes: Lanes
  readonly ledgerOptions: LedgerOptions
  /** What personal data is sealed with. Default: nothing is sealed. */
  readonly seal?: Seal | undefined
}

/** A scan's answer, and all that was thought of it. */
interface ThoughtScan {
  readonly answer: AnsweredWindow
  /** As they stand after the answer, but for what was refused of them. */
  readonly slices: readonly Slice[]
  readonly read: SliceMessages
  readonly matched: MatchedWindow
  readonly judged: JudgedWindow
  /** What was learnt of the report's writing before. */
  readonly rendition: Rendition
  /** What was accepted later than these steps, and was shown just now. */
  readonly shownElsewhere: readonly AcceptedSighting[]
}

/** What was written, for the log. */
interface RecordedScan {
  readonly matched: number
  readonly changed: number
  readonly released: number
}

/** Writes down what a scan shows, and how far it came. What says nothing new is not written. */
export async function recordThoughts(deps: RecordDeps, scan: ThoughtScan): Promise<RecordedScan> {
  const { redis, keys, seal, ledgerOptions } = deps
  const { matches, ours, confirmed } = scan.matched
  const shown = matches.flatMap(({ id, item }) => {
    const message = ours.get(id)
    return message ? [{ message, seen: observationOf(id, item, message.sendingAt) }] : []
  })
  const news = shown.filter(({ message, seen }) => isNews(message, seen))
  const observations = news.map(({ seen }) => seen)
  const changed = await observe(redis, keys, { ledgerOptions, observations })
  if (confirmed.length > 0) {
    await writeRendition(redis, keys, learnRendition(scan.rendition, confirmed), seal)
  }
  const released = scan.judged.isProof ? await recordProof(deps, scan) : 0
  const inDoubt = shown.flatMap(({ message }) => (message.status === 'unknown' ? [message] : []))
  await promoteJobs(deps.lanes, inDoubt)
  await recordMarks(deps, scan)
  return { matched: shown.length, changed, released }
}

/** Ends doubts. Answers how many. */
async function recordProof(deps: RecordDeps, { answer, judged, shownElsewhere }: ThoughtScan) {
  const { redis, keys, account } = deps
  const { basis, controls, unshown, hasLookAlike, fieldOf } = judged
  const later = shownElsewhere.filter(({ sentAt }) => sliceOf(sentAt, sliceMs) > answer.range.last)
  const released = await releaseAbsent(deps, unshown, {
    ...basis,
    evidenceShare: account.reconcile.evidenceShare,
    accepted: [...controls.map(({ control }) => control), ...later],
    hasLookAlike,
    untrusted: await readClockRollback(redis, keys),
  })
  await watchEvidence(deps, controls, { startedAt: answer.startedAt, fieldOf })
  return released.length
}

/** The scan's own mark: what it covered, and what it has shown of the report as such. */
async function recordMarks(
  { redis, keys, seal }: RecordDeps,
  { answer, slices, read, matched }: ThoughtScan,
) {
  const { range, startedAt, calibration, skewMs, clockHolds } = answer
  const { items, matches } = matched
  const { messages, missingDataKey } = read
  // The items of one that cannot be read are ours.
  if (answer.read.isWhole && clockHolds && missingDataKey.length === 0) {
    const steps = stepsWithin(slices, range)
    const counts = countForeignBySlice(items, matches, { slices: steps, sliceMs, skewMs })
    await recordForeignItems(redis, keys, counts)
  }
  await markScanned(
    redis,
    keys,
    slices.flatMap(({ n, length, ...slice }) => {
      const marks = marksAfter({ n, length, ...slice }, { ...range, startedAt })
      return marks ? [{ n, length, ...marks }] : []
    }),
  )
  const doubtful = new Set(messages.filter((message) => !wasAccepted(message)).map(({ id }) => id))
  await recordScan(redis, keys, {
    ...{ startedAt, seal },
    sender: latestSender(matches.filter(({ id }) => !doubtful.has(id))),
  })
  const sent = messages.length + missingDataKey.length
  await writeCalibration(
    redis,
    keys,
    calibrate(calibration, { ...answer.read, items: items.length, messages: sent }),
  )
}
