import type { Account } from '@disparo/core/internal/account'
import type { UpstreamAnswer, Verdict } from './ask-upstream.js'
import { type DoctorWords, type Finding, fail, ok, warn } from './finding.js'

/** Scans learn how far its clock is off, and reach wider by that: only what is grossly wrong is worth a word. */
const skewWarnMs = 60_000

/** What an answer of Hi Platform to one cheap question says of the account's settings. `now` in epoch ms. */
export function judgeUpstream(
  account: Account,
  { verdict, date }: UpstreamAnswer,
  now: number,
  words: DoctorWords,
): Finding[] {
  const findings = [judgeVerdict(account, verdict, words)]
  const skewMs = date ? date.getTime() + 500 - now : 0
  if (Math.abs(skewMs) >= skewWarnMs) {
    const found = words.clocks.upstream(Math.round(Math.abs(skewMs) / 1_000), skewMs < 0)
    findings.push(warn(words.checks.upstreamClock, found, words.clocks.setOurs))
  }
  return findings
}

function judgeVerdict(account: Account, verdict: Verdict, { checks, upstream: words }: DoctorWords): Finding {
  const check = checks.upstream
  switch (verdict.kind) {
    case 'taken':
      return ok(check, words.taken(account.baseUrl))
    case 'account-fault':
      return fail(check, words.refused(verdict.reason), whatToMend(account, verdict.reason, words))
    case 'throttled':
      return warn(check, words.throttled, words.later)
    case 'rejected':
      return fail(check, words.rejected(verdict.reason), words.isThisApi(account.baseUrl))
    case 'unavailable':
    case 'unknown':
      return fail(check, words.unavailable(verdict.reason), words.isReachable(account.baseUrl))
  }
}

function whatToMend(
  { username, password, baseUrl, name }: Account,
  reason: string,
  words: DoctorWords['upstream'],
): string {
  const user = typeof username === 'string' ? words.usernameOf(name) : username.env
  switch (reason) {
    case 'http-403':
      return words.noRight(user)
    case 'http-404':
    case 'http-405':
    case 'http-3xx':
      return words.wrongAddress(baseUrl)
    default:
      return words.credentials(user, password.env)
  }
}
