import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { speechOf } from './words/index.js'

const examples = `
What was rejected, has expired or may have been sent is refused, with the reason. Many at once: Bull Board, "Retry all".

Examples:
  disparo retry 0193f2a4-6c1e-7cc0-9f3e-2f1f0a6d7b11
  disparo --account loja retry 0193f2a4-6c1e-7cc0-9f3e-2f1f0a6d7b11 --json`

/** `disparo retry`: a message that failed is sent again. */
export function addRetryCommand(program: Command, withTools: WithContext): void {
  program
    .command('retry')
    .argument('<id>', "the message's")
    .description('Send a message that failed again, within 7 days')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((id: string, options: { json?: boolean }) => withTools((tools) => retry(tools, id, options)))
}

async function retry(
  { terminal, client, account }: CommandContext,
  id: string,
  { json = false }: { readonly json?: boolean },
): Promise<ExitCode> {
  const state = await client.retryMessage({ params: { account, id } })
  const { common, messages } = speechOf(terminal.env).words
  printResult(terminal, json, state, [messages.retried(state.id, common.statuses[state.status])])
  return exitCode.ok
}
