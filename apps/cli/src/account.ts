import type { Account } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { describeHoldup } from './describe-holdups.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { pluralize } from './pluralize.js'
import { printResult } from './terminal.js'

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
  printResult(terminal, json, state, describeAccount(state))
  return exitCode.ok
}

export function describeAccount(state: Account): string[] {
  const { account, gate, permitsUsed, sentByMinute, lanes, workers, report, callbacks } = state
  const { max, windowMs } = gate.limit
  const lastHour = sentByMinute.reduce((sum, { messages }) => sum + messages, 0)
  const last = sentByMinute.at(-2)?.messages ?? 0
  const lag = state.reportLagSeconds ? `, ${state.reportLagSeconds} s behind` : ''
  return [
    `Account ${account}: ${gate.open ? 'the gate is open' : `the gate is closed (${gate.reason})`}.`,
    `  limit      ${permitsUsed} of ${max} permits used in ${windowMs / 1_000} s`,
    `  sent       ${last} in the last full minute, ${lastHour} in an hour`,
    ...(['urgent', 'bulk'] as const).map((lane) => laneLine(lane, lanes[lane])),
    ...urgentLines(state),
    ...workerLines(state, workers),
    `  report     ${report.quota.left} of ${report.quota.max} requests are left${lag}`,
    `  callbacks  ${callbacks.configured === false ? 'none' : callbacks.enabled ? `${callbacks.waiting} wait` : 'disabled: disparo callbacks'}`,
    ...(state.holdups.length === 0 ? ['Nothing holds it up.'] : ['What holds it up:']),
    ...state.holdups.map((holdup) => `  - ${describeHoldup(holdup, 'ID')}`),
  ]
}

function urgentLines({ urgent, urgentFailures }: Account): string[] {
  return [
    ...(urgent
      ? [
          `  urgent took ${urgent.p50Ms} ms in half of the cases, up to ${urgent.p95Ms} ms in 95 % (${urgent.messages} of the last hour)`,
        ]
      : []),
    ...(urgentFailures > 0 ? [`  urgent     ${urgentFailures} failed in the last hour`] : []),
  ]
}

function laneLine(lane: string, { waiting, active, delayed, paused }: Account['lanes']['bulk']): string {
  const stopped = paused ? ', paused' : ''
  return `  ${lane.padEnd(11)}${pluralize(waiting, 'message waits', 'messages wait')}, ${active} under way, ${delayed} put off${stopped}`
}

/** Those of another version than this do not show themselves. */
function workerLines({ hasWorker }: Account, workers: Account['workers']): string[] {
  if (workers.length === 0) return [`  workers    ${hasWorker ? 'some, of a version before 0.2.0' : 'none'}`]
  return workers.map(
    ({ name, version, since, lastSeenAt }) =>
      `  worker     ${name} (${version}), since ${since}, seen ${lastSeenAt}`,
  )
}
