import { limitExhaustedReason } from '@disparo/core/internal/gate'
import type { AccountStats, LaneStats } from '@disparo/service/stats'
import type { Speech } from '../words/index.js'
import { type DoctorWords, type Finding, fail, ok, warn } from './finding.js'

/** As the alerts DisparoUnknownOld and DisparoReportLag have it, s. */
const lateS = 1_800
/** As DisparoUrgentWaiting has it, s. */
const urgentLateS = 5

/** Workers that listen to each lane, absent where Redis does not tell its clients; and whether any has shown itself lately. */
export type LaneWorkers = Partial<Readonly<Record<LaneStats['lane'], number>>> & { readonly any: boolean }

/** How an account stands: what the alerts of deploy/prometheus would say, at once. */
export function judgeAccount(figures: AccountStats, workers: LaneWorkers, speech: Speech): Finding[] {
  const words = speech.words.doctor
  return [
    ...figures.lanes.map((lane) => judgeLane(lane, workers[lane.lane] ?? (workers.any ? 'some' : 0), words)),
    judgeGate(figures, words),
    judgeLimit(figures, words),
    ...judgeTemplates(figures, words),
    ...judgeCatalogue(figures, speech),
    ...judgeSuppressions(figures, words),
    judgeDoubt(figures, words),
    ...judgeReport(figures, words),
    ...judgeCallbacks(figures, words),
  ]
}

function judgeLane(
  { lane, waiting, delayed, oldestAge, paused }: LaneStats,
  workers: number | 'some',
  { checks, lane: words }: DoctorWords,
): Finding {
  const check = checks[lane]
  const found = words.waiting(waiting, delayed)
  const working = workers === 'some' ? words.someWorkers(found) : words.workers(found, workers)
  if (workers === 0) {
    const judge = waiting > 0 ? fail : warn
    return judge(check, working, words.startWorker)
  }
  if (paused) return warn(check, words.paused(working), words.resume)
  if (lane === 'urgent' && oldestAge > urgentLateS) {
    return warn(check, words.late(working, Math.round(oldestAge)), words.seeLate)
  }
  return ok(check, working)
}

/** A gate whose pause is over stays closed until a message comes that probes. */
function judgeGate({ closedBy, lanes }: AccountStats, { checks, figures }: DoctorWords): Finding {
  if (closedBy === undefined) return ok(checks.gate, figures.open)
  if (closedBy === limitExhaustedReason) return ok(checks.gate, figures.exhausted)
  if (lanes.every(({ waiting, active }) => waiting + active === 0)) {
    return warn(checks.gate, figures.closedIdle(closedBy), figures.isMended)
  }
  return fail(checks.gate, figures.closed(closedBy), figures.untilProbe)
}

/** What Hi Platform's answers to messages say of the limit. */
function judgeLimit(
  { limit: { windowMs, configured, inForce, higher } }: AccountStats,
  { checks, figures }: DoctorWords,
): Finding {
  const found = figures.requests(inForce, windowMs / 1_000)
  if (inForce < configured) {
    return warn(checks.limit, figures.lowered(found, configured), figures.seeLowered)
  }
  return ok(checks.limit, higher === undefined ? found : figures.announced(found, higher))
}

function judgeTemplates({ restingTemplates }: AccountStats, { checks, figures }: DoctorWords): Finding[] {
  if (restingTemplates === 0) return []
  return [warn(checks.templates, figures.resting(restingTemplates), figures.seeResting)]
}

/** As packages/core/src/contacts/suppression/memory.test.ts measures it, and some more. */
const suppressionBytes = 30

function judgeSuppressions(
  { suppressions: { count, oldLegalLists } }: AccountStats,
  { checks, figures }: DoctorWords,
): Finding[] {
  if (count === 0 && oldLegalLists.length === 0) return []
  const found = figures.suppressions(count, Math.ceil((count * suppressionBytes) / 2 ** 20))
  if (oldLegalLists.length === 0) return [ok(checks.suppressions, found)]
  const lists = oldLegalLists.map(({ list, listDate }) => `${list} (${listDate})`).join(', ')
  return [warn(checks.suppressions, figures.tooOld(found, lists), figures.importAnew)]
}

function judgeCatalogue({ templates }: AccountStats, { words: { doctor }, time }: Speech): Finding[] {
  if (templates === undefined) return []
  const { total, fetchedAt, failure, enforce, problems } = templates
  const { catalogue: words } = doctor
  const check = doctor.checks.catalogue
  const since = fetchedAt ? words.readAt(total, time(fetchedAt)) : words.none
  const found = `${since}; ${enforce}`
  if (failure) {
    return [warn(check, words.stale(found, time(failure.at), failure.message), words.seeStale)]
  }
  if (problems.length === 0) return [ok(check, found)]
  const some = problems.slice(0, 3).map(({ path, message }) => `${path} ${message}`)
  return [warn(check, words.unusable(found, some.join('; ')), words.mend)]
}

function judgeDoubt({ unknown, unknownAge }: AccountStats, { checks, figures }: DoctorWords): Finding {
  if (unknown === 0) return ok(checks.doubt, figures.noDoubt)
  const found = figures.doubt(unknown, Math.round(unknownAge / 60))
  if (unknownAge <= lateS) return ok(checks.doubt, figures.willTell(found))
  return warn(checks.doubt, found, figures.seeDoubt)
}

function judgeReport({ report }: AccountStats, { checks, statuses }: DoctorWords): Finding[] {
  const { lag, quotaUsed, quotaMax, openMessages, unmatchedBy } = report
  const found = statuses.followed(openMessages, quotaUsed, quotaMax)
  const unmatched =
    unmatchedBy === undefined
      ? []
      : [warn(checks.unmatched, statuses.unmatched(unmatchedBy), statuses.seeUnmatched)]
  if (lag === undefined || lag <= lateS) return [ok(checks.report, found), ...unmatched]
  const late = statuses.behind(found, Math.round(lag / 60))
  return [warn(checks.report, late, statuses.seeLag), ...unmatched]
}

function judgeCallbacks({ callbacks }: AccountStats, { checks, receiver: words }: DoctorWords): Finding[] {
  if (!callbacks) return []
  const { enabled, disabled, pausedUntil, waiting, failed, outbox, lastFailure } = callbacks
  const check = checks.callbacks
  if (!enabled) return [warn(check, words.disabled(disabled?.reason ?? words.unknown), words.replay)]
  const found = words.waiting(waiting, failed)
  if (outbox.dropped > 0 || outbox.used >= 0.5) {
    return [warn(check, words.dropped(outbox.dropped, Math.round(100 * outbox.used)), words.seeOutbox)]
  }
  if (pausedUntil !== undefined)
    return [warn(check, words.paused(lastFailure?.reason ?? words.unknown, found), words.replay)]
  return [failed > 0 ? warn(check, found, words.replay) : ok(check, found)]
}
