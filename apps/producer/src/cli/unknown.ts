import type { MessageState } from '@disparo/core'
import { type Command, Option } from 'commander'
import { CommandError } from './command-error.js'
import { count } from './count.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import type { Tools, WithTools } from './tools.js'

const examples = `
Examples:
  disparo unknown list
  disparo unknown resolve 0193f2a4-6c1e-7cc0-9f3e-2f1f0a6d7b11 --accepted
  disparo --account loja unknown resolve 0193f2a4-6c1e-7cc0-9f3e-2f1f0a6d7b11 --resend`

/** `disparo unknown …`: messages of which nobody knows whether they were sent, and somebody's word for it. */
export function addUnknownCommands(program: Command, withTools: WithTools): void {
  const json = () => new Option('--json', 'print one JSON object')
  const unknown = program
    .command('unknown')
    .description('See messages in doubt, and say what became of them')
    .addHelpText('after', examples)

  unknown
    .command('list')
    .description('Messages in doubt, those longest in it first')
    .option('--limit <count>', 'at most so many, up to 1000', '100')
    .addOption(json())
    .addHelpText('after', examples)
    .action((options: ListOptions) => withTools((tools) => listUnknown(tools, options)))

  unknown
    .command('resolve')
    .argument('<id>', "the message's")
    .description('Say what became of a message in doubt; your name and the time are kept with it')
    .option('--accepted', 'it was sent')
    .option('--resend', 'it was not sent: send it again')
    .addOption(json())
    .addHelpText('after', examples)
    .action((id: string, options: ResolveOptions) => withTools((tools) => resolve(tools, id, options)))
}

interface ListOptions {
  readonly limit: string
  readonly json?: boolean
}

async function listUnknown(
  { terminal, service }: Tools,
  { limit, json = false }: ListOptions,
): Promise<ExitCode> {
  const path = `/unknown?limit=${encodeURIComponent(limit)}`
  const found = (await service.call({ method: 'GET', path })) as { messages: MessageState[] }
  printResult(terminal, json, found, [
    found.messages.length === 0
      ? 'No message is in doubt.'
      : `${count(found.messages.length, 'message')} in doubt:`,
    ...found.messages.map(
      ({ id, lane, detail, timeline, waiting, evidence }) =>
        `  ${id}  ${timeline.unknown}  ${lane}  ${detail ?? ''}  waits: ${waiting ?? ''}${shownOf(evidence)}`,
    ),
  ])
  return exitCode.ok
}

function shownOf(evidence: MessageState['evidence']): string {
  return evidence ? ` (${evidence.shown} of ${evidence.of} accepted then are shown)` : ''
}

interface ResolveOptions {
  readonly accepted?: boolean
  readonly resend?: boolean
  readonly json?: boolean
}

async function resolve(
  { terminal, service }: Tools,
  id: string,
  { accepted = false, resend = false, json = false }: ResolveOptions,
): Promise<ExitCode> {
  if (accepted === resend) {
    throw new CommandError('Say what became of the message: --accepted (it was sent) or --resend.', {
      exit: exitCode.usage,
    })
  }
  const state = (await service.call({
    method: 'POST',
    path: `/messages/${encodeURIComponent(id)}/resolve`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ as: accepted ? 'accepted' : 'resend' }),
  })) as MessageState
  printResult(terminal, json, state, [`Message ${state.id} is ${state.status}: ${state.detail ?? ''}`])
  return exitCode.ok
}
