import { type BeginResult, recordRequest, type Settled, type Settlement } from '@disparo/core/internal/ledger'
import type { Outcome } from '@disparo/hi-platform/rest'
import { buildDispatch, type XmlClient, xmlOutcomeOf } from '@disparo/hi-platform/xml'
import { v4 } from 'uuid'
import type { LaneDeps } from '../lanes/lane-deps.js'
import { maxPermitAgeMs } from '../lanes/permit-age.js'
import { logAttempt } from '../log.js'
import { type Attempt, beginAttempt, retryWhileRefused, settleAttempt } from '../sending/attempt.js'
import { type PostResult, reportedLimitOf } from '../sending/post-message.js'
import { recordGateChange } from '../sending/record-gate-change.js'
import { judgeGroup, recordGroup } from './judge-group.js'
import { firstPollMs } from './next-poll.js'
import { requestName } from './request-name.js'

export interface GroupDeps extends LaneDeps {
  readonly xml: Pick<XmlClient, 'sendGroup'>
}

export type Member = Pick<Attempt, 'job' | 'data'>

/** What has become of one member. `to-be-split`: one of its group was refused, and it shall go in a smaller one. */
export type MemberOutcome =
  | { readonly kind: 'not-sent'; readonly permission: Exclude<BeginResult, { kind: 'go' }> }
  | { readonly kind: 'settled'; readonly settled: Settled; readonly outcome: Outcome | undefined }
  | { readonly kind: 'to-be-split'; readonly groupMax: number }

/** A member that may go, and its place among all. */
interface Going {
  readonly place: number
  readonly one: Attempt
  readonly attempt: number
}

/**
 * Sends messages of one template in one request, on one permit: begin for each → POST → settle for each. Who may not go
 * stays behind, and the others go without it. Answers for each member, in their order.
 */
export async function sendGroup(
  deps: GroupDeps,
  members: readonly Member[],
): Promise<PromiseSettledResult<MemberOutcome>[]> {
  const token = requestName(v4())
  const asked = performance.now()
  const attempts = members.map((member) => ({ ...member, token, share: true }))
  const begun = await Promise.allSettled(attempts.map((one) => beginAttempt(deps, one)))
  const going = attempts.flatMap((one, place): Going[] => {
    const result = begun[place]
    return result?.status === 'fulfilled' && result.value.kind === 'go'
      ? [{ place, one, attempt: result.value.attempt }]
      : []
  })
  const isFresh = performance.now() - asked <= maxPermitAgeMs(deps.account)
  const settled = await attemptAndSettle(deps, going, { token, isFresh })
  const settledAt = new Map(going.map(({ place }, index) => [place, settled[index]]))
  return begun.map((result, place) => settledAt.get(place) ?? notSent(result))
}

function notSent(result: PromiseSettledResult<BeginResult>): PromiseSettledResult<MemberOutcome> {
  if (result.status === 'rejected') return result
  if (result.value.kind === 'go') throw new TypeError('A member that may go is settled')
  return { status: 'fulfilled', value: { kind: 'not-sent', permission: result.value } }
}

async function attemptAndSettle(
  deps: GroupDeps,
  going: readonly Going[],
  { token, isFresh }: { readonly token: string; readonly isFresh: boolean },
): Promise<PromiseSettledResult<MemberOutcome>[]> {
  if (going.length === 0) return []
  const { lane, metrics } = deps
  const started = performance.now()
  const made = isFresh ? await post(deps, going, token) : undefined
  const outcome = made?.outcome
  if (outcome) {
    metrics?.attempt({ lane, outcome: outcome.kind, seconds: (performance.now() - started) / 1_000 })
  }
  const heard = made?.reportedLimit && deps.observeLimit?.(made.reportedLimit)
  const noted = recordGroup(deps, outcome, going.length)
  const messages = going.map(({ one }) => one.data.message)
  const { settlement, isSplit } = await judgeGroup(deps, { outcome, messages, noted })
  const settled = await settleAll(deps, going, { outcome, settlement })
  await Promise.all([heard, noted])
  const ms = Math.round(performance.now() - started)
  const first = settled.find((result) => result.status === 'fulfilled')?.value
  const gate = first?.gate ?? { kind: 'unchanged' }
  const { message } = (going[0] as Going).one.data
  await recordGateChange(deps, { ...first, gate }, { message, outcome })

  return settled.map((result, index): PromiseSettledResult<MemberOutcome> => {
    if (result.status === 'rejected') return result
    const { status } = result.value
    const { one, attempt } = going[index] as Going
    logAttempt(deps.log, { lane, id: String(one.job.id), attempt, ms, outcome, status })
    const value: MemberOutcome =
      isSplit && status === 'enqueued'
        ? { kind: 'to-be-split', groupMax: Math.ceil(going.length / 2) }
        : { kind: 'settled', settled: { ...result.value, gate }, outcome }
    return { status: 'fulfilled', value }
  })
}

/** One 50.01 request, and what it came to. Never throws, and repeats nothing. */
async function post(
  { xml, account, deadline }: GroupDeps,
  going: readonly Going[],
  token: string,
): Promise<PostResult> {
  const { remetente = account.configId } = account
  try {
    const messages = going.map(({ one }) => one.data.message)
    const dispatch = buildDispatch(messages, { remetente, identificador: token })
    const reply = await xml.sendGroup(dispatch, { signal: deadline })
    return { outcome: xmlOutcomeOf({ reply }), reportedLimit: reportedLimitOf(reply) }
  } catch (error) {
    return { outcome: xmlOutcomeOf({ error }) }
  }
}

/**
 * One after the other on one connection: first which messages the request took, so that their statuses are followed
 * whatever happens then; then each of them. The gate hears of the request once, by the first.
 */
async function settleAll(
  deps: GroupDeps,
  going: readonly Going[],
  { outcome, settlement }: { readonly outcome: Outcome | undefined; readonly settlement: Settlement },
): Promise<PromiseSettledResult<Settled>[]> {
  const { redis, keys, account, log, lane, deadline } = deps
  const code = outcome?.kind === 'accepted' ? outcome.upstreamId : undefined
  const remembered =
    code === undefined
      ? undefined
      : retryWhileRefused(deadline, () =>
          recordRequest(redis, keys, {
            code,
            ids: going.map(({ one }) => String(one.job.id)),
            firstLookMs: firstPollMs,
            maxAgeMs: account.reconcile.maxAgeHours * 3_600_000,
          }),
        ).catch(() => log.error({ event: 'request:not-recorded', lane, messages: going.length }))
  const settled = await Promise.allSettled(
    going.map(({ one }, index) =>
      settleAttempt(
        deps,
        one,
        index === 0 ? settlement : { ...settlement, gate: { kind: 'reported' } },
        going.length > 1,
      ),
    ),
  )
  await remembered
  return settled
}
