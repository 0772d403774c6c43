import type { Account, Credentials } from '@disparo/core/internal/account'
import {
  type AttemptResult,
  createHiClient,
  type Outcome,
  outcomeOf,
  type Reply,
  readReport,
} from '@disparo/hi-platform/rest'
import { createXmlClient, readAnswer, xmlOutcomeOf } from '@disparo/hi-platform/xml'

/** What Hi Platform said to who asks. `taken`: it knows user and password. */
export type Verdict = { readonly kind: 'taken' } | Exclude<Outcome, { readonly kind: 'accepted' }>

export interface UpstreamAnswer {
  readonly verdict: Verdict
  /** Its clock, from the `Date` header. */
  readonly date?: Date
}

const recentMs = 60_000
/** No 50.01 has answered this code, so that its 50.02 tells of nobody. */
const codeOfNobody = '0'
const unreadable = { kind: 'unknown', reason: 'unreadable' } as const

/** Asks Hi Platform, once, for what costs it least. Nobody is sent anything. */
export function askUpstream(account: Account, credentials: Credentials): Promise<UpstreamAnswer> {
  return account.transport === 'xml' ? askOverXml(account, credentials) : askOverRest(account, credentials)
}

/** A page of one item of the report (seed 001). */
async function askOverRest(account: Account, credentials: Credentials): Promise<UpstreamAnswer> {
  const client = createHiClient({ ...account, ...credentials, connections: 1 })
  const now = Date.now()
  const query = { startDate: new Date(now - recentMs), endDate: new Date(now), pageSize: 1 }
  const attempt = await attemptOf(client.fetchReport(query)).finally(client.close)
  const outcome = outcomeOf(attempt)
  if (outcome.kind !== 'accepted') return { verdict: outcome, ...dateOf(attempt) }
  const page = 'reply' in attempt && attempt.reply.complete ? readReport(attempt.reply.body) : undefined
  return { verdict: page ? { kind: 'taken' } : unreadable, ...dateOf(attempt) }
}

/** The statuses of a code that is none (seed 000, 50.02): that it is refused, or empty, is the answer to be hoped for. */
async function askOverXml(account: Account, credentials: Credentials): Promise<UpstreamAnswer> {
  const { baseUrl, requestTimeoutMs, xml } = account
  const client = createXmlClient({
    ...{ baseUrl, requestTimeoutMs, client: xml.client, connections: 1 },
    ...credentials,
  })
  const attempt = await attemptOf(client.fetchStatuses(codeOfNobody)).finally(client.close)
  const outcome = xmlOutcomeOf(attempt)
  const isOk = 'reply' in attempt && attempt.reply.status >= 200 && attempt.reply.status <= 299
  const answer = isOk ? readAnswer(attempt.reply.body).kind : undefined
  // Words that are not about us are about the code.
  const isOfCode = outcome.kind === 'rejected' || (outcome.kind === 'unknown' && outcome.denied)
  const isTaken = answer === 'items' || (answer === 'error' && isOfCode)
  if (isTaken) return { verdict: { kind: 'taken' }, ...dateOf(attempt) }
  return { verdict: outcome.kind === 'accepted' ? unreadable : outcome, ...dateOf(attempt) }
}

function attemptOf(reply: Promise<Reply>): Promise<AttemptResult> {
  return reply.then(
    (reply) => ({ reply }),
    (error: unknown) => ({ error }),
  )
}

function dateOf(attempt: AttemptResult): { date?: Date } {
  return 'reply' in attempt && attempt.reply.date ? { date: attempt.reply.date } : {}
}
