import type { Callbacks } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { pluralize } from './pluralize.js'
import { printResult } from './terminal.js'

const examples = `
Examples:
  disparo callbacks show
  disparo callbacks replay
  disparo --account loja callbacks replay --since 2026-11-27T09:00:00-03:00`

/** `disparo callbacks …`: how the callbacks of the account stand, and delivering again what was put aside. */
export function addCallbackCommands(program: Command, withTools: WithContext): void {
  const json = () => new Option('--json', 'print one JSON object')
  const callbacks = program
    .command('callbacks')
    .description('See how the callbacks stand, and deliver again what was put aside')
    .addHelpText('after', examples)

  callbacks
    .command('show')
    .description('How the callbacks stand')
    .addOption(json())
    .addHelpText('after', examples)
    .action((options: { json?: boolean }) => withTools((tools) => showCallbacks(tools, options)))

  callbacks
    .command('replay')
    .description('Enable the callbacks again, and deliver what was put aside')
    .option('--since <time>', 'only changes of this moment or later, ISO 8601 with offset')
    .addOption(json())
    .addHelpText('after', examples)
    .action((options: { json?: boolean; since?: string }) =>
      withTools((tools) => replayCallbacks(tools, options)),
    )
}

async function showCallbacks(
  { terminal, client, account }: CommandContext,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const state = await client.getCallbacks({ params: { account } })
  const { enabled, disabled, pausedUntil, waiting, failed, lastSuccessAt, lastFailure } = state
  printResult(terminal, json, state, [
    enabled
      ? 'Callbacks are enabled.'
      : `Callbacks are disabled since ${disabled?.at} (${disabled?.reason}): mend the receiver, then run disparo callbacks replay.`,
    ...(enabled && pausedUntil
      ? [`The receiver takes nothing (${lastFailure?.reason ?? 'unknown'}): tried again at ${pausedUntil}.`]
      : []),
    `${pluralize(waiting, 'waits', 'wait')}, ${pluralize(failed, 'is', 'are')} put aside.`,
    ...describeOutbox(state.outbox),
    ...(lastSuccessAt ? [`  last delivered  ${lastSuccessAt}`] : []),
    ...(lastFailure ? [`  last failed     ${lastFailure.at}  ${lastFailure.reason}`] : []),
  ])
  return exitCode.ok
}

/** An outbox that has little in it is nothing to tell. */
function describeOutbox({
  events,
  oldestAt,
  used,
  mostDays,
  mostEvents,
  dropped,
}: Callbacks['outbox']): string[] {
  const share = Math.round(100 * used)
  const bounds = `${mostDays} days, ${mostEvents.toLocaleString('en-US')} changes`
  return [
    ...(share >= 1
      ? [
          `The outbox is at ${share} % of what it may hold: ${pluralize(events, 'change')}, the oldest of ${oldestAt}. Beyond ${bounds} the oldest are dropped.`,
        ]
      : []),
    ...(dropped > 0
      ? [`${pluralize(dropped, 'change was', 'changes were')} never told: the outbox was full.`]
      : []),
  ]
}

async function replayCallbacks(
  { terminal, client, account }: CommandContext,
  { json = false, since }: { json?: boolean; since?: string },
): Promise<ExitCode> {
  const receipt = await client.replayCallbacks({ params: { account }, body: { since } })
  printResult(terminal, json, receipt, [
    `Callbacks are enabled; ${pluralize(receipt.replayed, 'callback')} put aside before and ${receipt.promoted} waiting for another attempt are on their way.`,
  ])
  return exitCode.ok
}
