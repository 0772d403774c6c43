import type { Callbacks } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

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
  const speech = speechOf(terminal.env)
  const { words, time } = speech
  const { callbacks: say, common } = words
  printResult(terminal, json, state, [
    enabled ? say.enabled : say.disabled(disabled && time(disabled.at), disabled?.reason),
    ...(enabled && pausedUntil ? [say.paused(lastFailure?.reason ?? common.unknown, time(pausedUntil))] : []),
    say.waiting(waiting, failed),
    ...describeOutbox(state.outbox, speech),
    ...(lastSuccessAt ? [say.lastDelivered(time(lastSuccessAt))] : []),
    ...(lastFailure ? [say.lastFailed(time(lastFailure.at), lastFailure.reason)] : []),
  ])
  return exitCode.ok
}

/** An outbox that has little in it is nothing to tell. */
function describeOutbox(
  { events, oldestAt, used, mostDays, mostEvents, dropped }: Callbacks['outbox'],
  { words: { callbacks: say }, time }: Speech,
): string[] {
  const share = Math.round(100 * used)
  const oldest = oldestAt ? time(oldestAt) : ''
  return [
    ...(share >= 1 ? [say.outbox(share, events, oldest, mostDays, mostEvents)] : []),
    ...(dropped > 0 ? [say.dropped(dropped)] : []),
  ]
}

async function replayCallbacks(
  { terminal, client, account }: CommandContext,
  { json = false, since }: { json?: boolean; since?: string },
): Promise<ExitCode> {
  const receipt = await client.replayCallbacks({ params: { account }, body: { since } })
  const { callbacks } = speechOf(terminal.env).words
  printResult(terminal, json, receipt, [callbacks.replayed(receipt.replayed, receipt.promoted)])
  return exitCode.ok
}
