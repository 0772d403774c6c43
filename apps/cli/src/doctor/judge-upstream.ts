import type { Account } from '@disparo/core/internal/account'
import type { UpstreamAnswer, Verdict } from './ask-upstream.js'
import { type Finding, fail, ok, warn } from './finding.js'

const check = 'Hi Platform'
/** Scans learn how far its clock is off, and reach wider by that: only what is grossly wrong is worth a word. */
const skewWarnMs = 60_000

/** What an answer of Hi Platform to one cheap question says of the account's settings. `now` in epoch ms. */
export function judgeUpstream(account: Account, { verdict, date }: UpstreamAnswer, now: number): Finding[] {
  const findings = [judgeVerdict(account, verdict)]
  const skewMs = date ? date.getTime() + 500 - now : 0
  if (Math.abs(skewMs) >= skewWarnMs) {
    const found = `Hi Platform's is ${Math.round(Math.abs(skewMs) / 1_000)} s ${skewMs < 0 ? 'behind' : 'ahead of'} ours`
    findings.push(warn('upstream clock', found, 'Let NTP set the clocks here and of Redis.'))
  }
  return findings
}

function judgeVerdict(account: Account, verdict: Verdict): Finding {
  switch (verdict.kind) {
    case 'taken':
      return ok(check, `takes user and password of ${account.baseUrl}; the configId only sending shows`)
    case 'account-fault':
      return fail(check, `refuses the account (${verdict.reason})`, whatToMend(account, verdict.reason))
    case 'throttled':
      return warn(
        check,
        'has no request to spare (http-429)',
        'Does another program use the same user? Try later.',
      )
    case 'rejected':
      return fail(
        check,
        `refuses the question (${verdict.reason})`,
        `Does ${account.baseUrl} speak this API?`,
      )
    case 'unavailable':
    case 'unknown':
      return fail(
        check,
        `gives no good answer (${verdict.reason})`,
        `Can this machine reach ${account.baseUrl}? If so, it is theirs to mend; messages wait.`,
      )
  }
}

function whatToMend({ username, password, baseUrl, name }: Account, reason: string): string {
  const user = typeof username === 'string' ? `username of "${name}"` : username.env
  switch (reason) {
    case 'http-403':
      return `The user (${user}) may not do this: ask Hi Platform for the right.`
    case 'http-404':
    case 'http-405':
    case 'http-3xx':
      return `The address is wrong: correct baseUrl (${baseUrl}).`
    default:
      return `Correct ${user} and ${password.env}, and start the workers again.`
  }
}
