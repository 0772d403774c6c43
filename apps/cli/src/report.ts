import type { Report } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { speechOf, type Words } from './words/index.js'

const examples = `
Examples:
  disparo report
  disparo --account loja report --json`

/** `disparo report`: how Hi Platform's report is followed, and what others sent. */
export function addReportCommand(program: Command, withTools: WithContext): void {
  program
    .command('report')
    .description("How Hi Platform's report is followed, and what others sent")
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((options: { json?: boolean }) => withTools((tools) => showReport(tools, options)))
}

async function showReport(
  { terminal, client, account }: CommandContext,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const state = await client.getReport({ params: { account } })
  const { followed, oldestOpenAt, lastScanAt, foreign, quota, sender, rendition, webhook } = state
  const { missingMessages, unmatched } = state
  const { words, time } = speechOf(terminal.env)
  const { report: say } = words
  printResult(terminal, json, state, [
    oldestOpenAt ? say.followed(followed.messages, time(oldestOpenAt)) : say.none,
    say.lastScan(lastScanAt === undefined || lastScanAt === null ? undefined : time(lastScanAt)),
    say.requests(quota.left, quota.max, quota.windowMs / 1_000, quota.resetAt && time(quota.resetAt)),
    say.others(foreign),
    say.notShown(missingMessages),
    ...(unmatched
      ? [say.unmatched(unmatched.shown, unmatched.of, time(unmatched.since), unmatched.field)]
      : []),
    ...(sender ? [say.sender(sender)] : []),
    ...(rendition ? writtenAs(rendition, say) : []),
    ...(webhook ? [say.webhook(webhook.matched, webhook.unmatched)] : []),
    ...(webhook?.repeatedIds ? [say.repeated(webhook.repeatedIds)] : []),
  ])
  return exitCode.ok
}

/** How the report writes what it is sent, a line for each thing that is known. */
function writtenAs(rendition: NonNullable<Report['rendition']>, say: Words['report']): string[] {
  const { namespaces = [], elementName, label, labelCase, recipient, senders = [] } = rendition
  const ways = [
    ...namespaces.map(({ sent, shown }) => say.namespace(sent, shown)),
    ...(elementName ? [say.names(elementName)] : []),
    ...(label ? [say.labels(`${label}${labelCase === 'other-case' ? ', other-case' : ''}`)] : []),
    ...(recipient ? [say.recipients(recipient)] : []),
    ...(senders.length > 1 ? [say.senders(senders.join(', '))] : []),
  ]
  return ways.map((way, index) => `${index === 0 ? say.shows : '           '}  ${way}`)
}
