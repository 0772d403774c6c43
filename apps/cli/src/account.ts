import type { Account } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { describeHoldup } from './describe-holdups.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

const examples = `
Examples:
  disparo account
  disparo --account loja account --json`

/** `disparo account`: what of the account is sent, how fast, and what holds it up. */
export function addAccountCommand(program: Command, withTools: WithContext): void {
  program
    .command('account')
    .description('How the account stands, and why nothing is being sent')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((options: { json?: boolean }) => withTools((tools) => showAccount(tools, options)))
}

async function showAccount(
  { terminal, client, account }: CommandContext,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const state = await client.getAccount({ params: { account } })
  printResult(terminal, json, state, describeAccount(state, speechOf(terminal.env)))
  return exitCode.ok
}

export function describeAccount(state: Account, speech: Speech): string[] {
  const { account: words, holdups } = speech.words
  const { account, gate, permitsUsed, sentByMinute, lanes, report, callbacks } = state
  const { max, windowMs } = gate.limit
  const lastHour = sentByMinute.reduce((sum, { messages }) => sum + messages, 0)
  const last = sentByMinute.at(-2)?.messages ?? 0
  const ofCallbacks =
    callbacks.configured === false
      ? words.noCallbacks
      : callbacks.enabled
        ? words.callbacksWait(callbacks.waiting)
        : words.callbacksDisabled
  return [
    words.is(account, gate.open ? undefined : gate.reason),
    words.permits(permitsUsed, max, windowMs / 1_000),
    words.sent(last, lastHour),
    ...(['urgent', 'bulk'] as const).map((lane) => {
      const { waiting, active, delayed, paused } = lanes[lane]
      return words.lane(lane, waiting, active, delayed, paused)
    }),
    ...urgentLines(state, words),
    ...workerLines(state, speech),
    words.report(report.quota.left, report.quota.max, state.reportLagSeconds),
    words.callbacks(ofCallbacks),
    state.holdups.length === 0 ? holdups.none : holdups.title,
    ...state.holdups.map((holdup) => `  - ${describeHoldup(holdup, 'ID', speech)}`),
  ]
}

function urgentLines({ urgent, urgentFailures }: Account, words: Speech['words']['account']): string[] {
  return [
    ...(urgent ? [words.urgentTook(urgent.p50Ms, urgent.p95Ms, urgent.messages)] : []),
    ...(urgentFailures > 0 ? [words.urgentFailed(urgentFailures)] : []),
  ]
}

/** Those of another version than this do not show themselves. */
function workerLines({ hasWorker, workers }: Account, { words, time }: Speech): string[] {
  if (workers.length === 0) return [words.account.workers(hasWorker ?? false)]
  return workers.map(({ name, version, since, lastSeenAt }) =>
    words.account.worker(name, version, time(since), time(lastSeenAt)),
  )
}
