import {
  type Permission,
  rememberRequest,
  type Settled,
  type Settlement,
} from '@disparo/core/internal/ledger'
import type { Outcome } from '@disparo/hi-platform/rest'
import { dispatchOf, type XmlClient, xmlOutcomeOf } from '@disparo/hi-platform/xml'
import { v4 } from 'uuid'
import { type Made, saidOf } from '../attempt.js'
import { freshMs } from '../fresh-permit.js'
import type { LaneDeps } from '../lane-deps.js'
import { type Attempt, beginAttempt, settleAttempt, untilTaken } from '../ledger-steps.js'
import { logAttempt } from '../log.js'
import { noteGate } from '../note-gate.js'
import { judgeGroup, noteGroup } from './judge-group.js'
import { firstLookMs } from './next-look.js'
import { requestName } from './request-name.js'

export interface GroupDeps extends LaneDeps {
  readonly xml: Pick<XmlClient, 'sendGroup'>
}

export type Member = Pick<Attempt, 'job' | 'data'>

/** What has become of one member. `to-be-split`: one of its group was refused, and it shall go in a smaller one. */
export type Fate =
  | { readonly kind: 'not-sent'; readonly permission: Exclude<Permission, { kind: 'go' }> }
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
): Promise<PromiseSettledResult<Fate>[]> {
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
  const isFresh = performance.now() - asked <= freshMs(deps.account)
  const settled = await attemptAndSettle(deps, going, { token, isFresh })
  const settledAt = new Map(going.map(({ place }, index) => [place, settled[index]]))
  return begun.map((result, place) => settledAt.get(place) ?? notSent(result))
}

function notSent(result: PromiseSettledResult<Permission>): PromiseSettledResult<Fate> {
  if (result.status === 'rejected') return result
  if (result.value.kind === 'go') throw new TypeError('A member that may go is settled')
  return { status: 'fulfilled', value: { kind: 'not-sent', permission: result.value } }
}

async function attemptAndSettle(
  deps: GroupDeps,
  going: readonly Going[],
  { token, isFresh }: { readonly token: string; readonly isFresh: boolean },
): Promise<PromiseSettledResult<Fate>[]> {
  if (going.length === 0) return []
  const { lane, metrics } = deps
  const started = performance.now()
  const made = isFresh ? await post(deps, going, token) : undefined
  const outcome = made?.outcome
  if (outcome) {
    metrics?.attempt({ lane, outcome: outcome.kind, seconds: (performance.now() - started) / 1_000 })
  }
  const heard = made?.said && deps.hearLimit?.(made.said)
  const size = going.length
  const noted = noteGroup(deps, outcome, size)
  const { settlement, isSplit } = await judgeGroup(deps, { outcome, size, noted })
  const settled = await settleAll(deps, going, { outcome, settlement })
  await Promise.all([heard, noted])
  const ms = Math.round(performance.now() - started)
  const first = settled.find((result) => result.status === 'fulfilled')?.value
  const gate = first?.gate ?? { kind: 'unchanged' }
  const { message } = (going[0] as Going).one.data
  await noteGate(deps, { ...first, gate }, { message, outcome })

  return settled.map((result, index): PromiseSettledResult<Fate> => {
    if (result.status === 'rejected') return result
    const { status } = result.value
    const { one, attempt } = going[index] as Going
    logAttempt(deps.log, { lane, id: String(one.job.id), attempt, ms, outcome, status })
    const value: Fate =
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
): Promise<Made> {
  const { remetente = account.configId } = account
  try {
    const messages = going.map(({ one }) => one.data.message)
    const dispatch = dispatchOf(messages, { remetente, identificador: token })
    const reply = await xml.sendGroup(dispatch, { signal: deadline })
    return { outcome: xmlOutcomeOf({ reply }), said: saidOf(reply) }
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
      : untilTaken(deadline, () =>
          rememberRequest(redis, keys, {
            code,
            ids: going.map(({ one }) => String(one.job.id)),
            firstLookMs,
            maxAgeMs: account.reconcile.maxAgeHours * 3_600_000,
          }),
        ).catch(() => log.error({ event: 'request:not-remembered', lane, messages: going.length }))
  const settled = await Promise.allSettled(
    going.map(({ one }, index) =>
      settleAttempt(
        deps,
        one,
        index === 0 ? settlement : { ...settlement, gate: { kind: 'told' } },
        going.length > 1,
      ),
    ),
  )
  await remembered
  return settled
}
