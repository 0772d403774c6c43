import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { pluralize } from './pluralize.js'
import { printResult } from './terminal.js'

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
  printResult(terminal, json, page, [
    page.total === 0
      ? 'Every event has found its message, and every reply could be read.'
      : `${pluralize(page.total, 'event', 'events')} cannot be used: no-message, no message is known; no-text, a reply without a text that can be found:`,
    ...page.events.map(({ receivedAt, why, event }) => `  ${receivedAt}  ${why}  ${shown(event)}`),
    ...(page.next ? [`Older ones: --before ${page.next}`] : []),
  ])
  return exitCode.ok
}

/** One line: what came from outside may not write on the terminal. */
function shown(event: unknown): string {
  if (event === undefined) return '(sealed with a key that is not here)'
  return JSON.stringify(event).replace(/[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ')
}
