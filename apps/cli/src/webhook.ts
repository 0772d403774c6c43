import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { speechOf, type Words } from './words/index.js'

const examples = `
Examples:
  disparo webhook unmatched
  disparo --account loja webhook unmatched --limit 1000 --json`

/** `disparo webhook …`: what Hi Broker's webhook said. */
export function addWebhookCommands(program: Command, withTools: WithContext): void {
  program
    .command('webhook')
    .description("What Hi Broker's webhook said that cannot be used")
    .addHelpText('after', examples)
    .command('unmatched')
    .description(
      'Its events that no message is known of, and replies whose text cannot be found, the latest first, with the numbers and words in them',
    )
    .option('--limit <count>', 'at most so many, up to 1000', '100')
    .option('--before <next>', 'older ones: the next of what was listed')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((options: ListOptions) => withTools((tools) => listUnmatched(tools, options)))
}

interface ListOptions {
  readonly limit: string
  readonly before?: string
  readonly json?: boolean
}

async function listUnmatched(
  { terminal, client, account }: CommandContext,
  { limit, before, json = false }: ListOptions,
): Promise<ExitCode> {
  const page = await client.getUnmatchedEvents({ params: { account }, query: { limit, before } })
  const { words, time } = speechOf(terminal.env)
  const { webhook: say } = words
  printResult(terminal, json, page, [
    page.total === 0 ? say.none : say.unmatched(page.total),
    ...page.events.map(({ receivedAt, why, event }) => `  ${time(receivedAt)}  ${why}  ${shown(event, say)}`),
    ...(page.next ? [say.older(page.next)] : []),
  ])
  return exitCode.ok
}

/** One line: what came from outside may not write on the terminal. */
function shown(event: unknown, { sealed }: Words['webhook']): string {
  if (event === undefined) return sealed
  return JSON.stringify(event).replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')
}
