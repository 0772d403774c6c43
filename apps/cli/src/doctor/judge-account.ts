import { limitExhaustedReason } from '@disparo/core/internal/gate'
import type { AccountStats, LaneStats } from '@disparo/service/stats'
import { pluralize } from '../pluralize.js'
import { type Finding, fail, ok, warn } from './finding.js'

/** As the alerts DisparoUnknownOld and DisparoReportLag have it, s. */
const lateS = 1_800
/** As DisparoUrgentWaiting has it, s. */
const urgentLateS = 5

/** Workers that listen to each lane, absent where Redis does not tell its clients; and whether any has shown itself lately. */
export type LaneWorkers = Partial<Readonly<Record<LaneStats['lane'], number>>> & { readonly any: boolean }

/** How an account stands: what the alerts of deploy/prometheus would say, at once. */
export function judgeAccount(figures: AccountStats, workers: LaneWorkers): Finding[] {
  return [
    ...figures.lanes.map((lane) => judgeLane(lane, workers[lane.lane] ?? (workers.any ? 'some' : 0))),
    judgeGate(figures),
    judgeLimit(figures),
    ...judgeTemplates(figures),
    ...judgeCatalogue(figures),
    ...judgeSuppressions(figures),
    judgeDoubt(figures),
    ...judgeReport(figures),
    ...judgeCallbacks(figures),
  ]
}

function judgeLane(
  { lane, waiting, delayed, oldestAge, paused }: LaneStats,
  workers: number | 'some',
): Finding {
  const check = `lane ${lane}`
  const found = `${pluralize(waiting, 'message waits', 'messages wait')}, ${delayed} are put off`
  const working = workers === 'some' ? `${found}, workers run` : `${found}, ${pluralize(workers, 'worker')}`
  if (workers === 0) {
    const judge = waiting > 0 ? fail : warn
    return judge(check, working, 'Start a worker with this Redis and these accounts: nothing is sent.')
  }
  if (paused) {
    const change = 'Nothing of it is sent until somebody resumes it: Bull Board, role admin.'
    return warn(check, `${working}; it is paused`, change)
  }
  if (lane === 'urgent' && oldestAge > urgentLateS) {
    const change = 'docs/operations.md#disparourgentwaiting tells why urgent messages wait.'
    return warn(check, `${working}; one has waited for ${Math.round(oldestAge)} s`, change)
  }
  return ok(check, working)
}

/** A gate whose pause is over stays closed until a message comes that probes. */
function judgeGate({ closedBy, lanes }: AccountStats): Finding {
  if (closedBy === undefined) return ok('gate', 'open')
  if (closedBy === limitExhaustedReason)
    return ok('gate', 'waits: Hi Platform says that nothing is left of its limit')
  const found = `closed (${closedBy})`
  const runbook = 'docs/operations.md#disparogateclosed'
  if (lanes.every(({ waiting, active }) => waiting + active === 0)) {
    const change = `Is what closed it mended? ${runbook} tells how to see.`
    return warn('gate', `${found}, and nothing waits: the next message is the probe`, change)
  }
  return fail('gate', found, `Nothing is sent until a probe gets through: ${runbook}.`)
}

/** What Hi Platform's answers to messages say of the limit. */
function judgeLimit({ limit: { windowMs, configured, inForce, higher } }: AccountStats): Finding {
  const found = `${pluralize(inForce, 'request')} in ${windowMs / 1_000} s`
  if (inForce < configured) {
    const lowered = `${found}, as Hi Platform announces; limit.max is ${configured}`
    return warn('limit', lowered, 'docs/operations.md#disparolimitlowered tells what to do.')
  }
  return ok('limit', higher === undefined ? found : `${found}; Hi Platform announces ${higher}`)
}

function judgeTemplates({ restingTemplates }: AccountStats): Finding[] {
  if (restingTemplates === 0) return []
  const found = `${pluralize(restingTemplates, 'rests', 'rest')}: refused while others get through`
  return [warn('templates', found, 'disparo gate names them; docs/operations.md#disparotemplateresting.')]
}

/** As packages/core/src/contacts/suppression/memory.test.ts measures it, and some more. */
const suppressionBytes = 30

function judgeSuppressions({ suppressions: { count, oldLegalLists } }: AccountStats): Finding[] {
  if (count === 0 && oldLegalLists.length === 0) return []
  const found = `${pluralize(count, 'suppression')}, some ${Math.ceil((count * suppressionBytes) / 2 ** 20)} MiB of Redis`
  if (oldLegalLists.length === 0) return [ok('suppressions', found)]
  const lists = oldLegalLists.map(({ list, listDate }) => `${list} (${listDate})`).join(', ')
  const change = 'Import it anew: docs/operations.md#disparolegallistold.'
  return [warn('suppressions', `${found}; too old: ${lists}`, change)]
}

function judgeCatalogue({ templates }: AccountStats): Finding[] {
  if (templates === undefined) return []
  const { total, fetchedAt, failure, enforce, problems } = templates
  const since = fetchedAt ? `${pluralize(total, 'template')}, read at ${fetchedAt}` : 'no templates yet'
  const found = `${since}; ${enforce}`
  if (failure) {
    const said = `${found}; not readable since ${failure.at}: ${failure.message}`
    return [warn('template list', said, 'docs/operations.md#disparotemplatesstale tells what to do.')]
  }
  if (problems.length === 0) return [ok('template list', found)]
  const unusable = `${found}; not usable: ${problems
    .slice(0, 3)
    .map(({ path, message }) => `${path} ${message}`)
    .join('; ')}`
  return [
    warn('template list', unusable, 'Messages of those count as of no template: mend them at the source.'),
  ]
}

function judgeDoubt({ unknown, unknownAge }: AccountStats): Finding {
  if (unknown === 0) return ok('in doubt', 'no message')
  const found = `${pluralize(unknown, 'message')}, the oldest for ${Math.round(unknownAge / 60)} min`
  if (unknownAge <= lateS) return ok('in doubt', `${found}; the report will tell`)
  return warn('in doubt', found, 'See disparo unknown list, and docs/operations.md#disparounknownold.')
}

function judgeReport({ report }: AccountStats): Finding[] {
  const { lag, quotaUsed, quotaMax, openMessages, unmatchedBy } = report
  const found = `${pluralize(openMessages, 'message is', 'messages are')} followed, ${quotaUsed} of ${quotaMax} requests used`
  const unmatched =
    unmatchedBy === undefined
      ? []
      : [
          warn(
            'report shows what is sent',
            `less than half of what was accepted lately; it differs in: ${unmatchedBy}`,
            'No doubt can be ended until it does: docs/operations.md#disparoreportunmatched.',
          ),
        ]
  if (lag === undefined || lag <= lateS) return [ok('report', found), ...unmatched]
  const late = `${found}; ${Math.round(lag / 60)} min behind`
  const change = 'docs/operations.md#disparoreportlag tells why statuses come late.'
  return [warn('report', late, change), ...unmatched]
}

function judgeCallbacks({ callbacks }: AccountStats): Finding[] {
  if (!callbacks) return []
  const { enabled, disabled, pausedUntil, waiting, failed, outbox, lastFailure } = callbacks
  const replay = 'Mend the receiver, then: disparo callbacks replay'
  if (!enabled) return [warn('callbacks', `disabled (${disabled?.reason ?? 'unknown'})`, replay)]
  const found = `${pluralize(waiting, 'waits', 'wait')}, ${pluralize(failed, 'is', 'are')} put aside`
  if (outbox.dropped > 0 || outbox.used >= 0.5) {
    const said = `${outbox.dropped} dropped; the outbox is at ${Math.round(100 * outbox.used)} % of what it may hold`
    return [warn('callbacks', said, 'Mend the receiver: docs/operations.md#disparocallbacksoutbox')]
  }
  if (pausedUntil !== undefined)
    return [
      warn('callbacks', `the receiver takes nothing (${lastFailure?.reason ?? 'unknown'}), ${found}`, replay),
    ]
  return [failed > 0 ? warn('callbacks', found, replay) : ok('callbacks', found)]
}
