import type { Report } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { pluralize } from './pluralize.js'
import { printResult } from './terminal.js'

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
  const again = quota.resetAt ? `, one again at ${quota.resetAt}` : ''
  printResult(terminal, json, state, [
    oldestOpenAt
      ? `${pluralize(followed.messages, 'message is', 'messages are')} followed, sent since ${oldestOpenAt}.`
      : 'No message is followed.',
    `  last scan  ${lastScanAt ?? 'none yet'}`,
    `  requests   ${quota.left} of ${quota.max} in ${quota.windowMs / 1_000} s are left${again}`,
    `  others     ${pluralize(foreign, 'item is', 'items are')} none of ours`,
    `  not shown  ${pluralize(missingMessages, 'message was', 'messages were')} accepted and never shown`,
    ...(unmatched
      ? [
          `  unmatched  only ${unmatched.shown} of ${unmatched.of} accepted lately are shown, since ${unmatched.since} (differs: ${unmatched.field})`,
        ]
      : []),
    ...(sender ? [`  sender     ${sender}`] : []),
    ...(rendition ? writtenAs(rendition) : []),
    ...(webhook
      ? [
          `  webhook    ${pluralize(webhook.matched, 'event')} of ours, ${webhook.unmatched} of no message known`,
        ]
      : []),
    ...(webhook?.repeatedIds
      ? [
          `  repeated   ${pluralize(webhook.repeatedIds, 'message has', 'messages have')} an upstream id that another one had`,
        ]
      : []),
  ])
  return exitCode.ok
}

/** How the report writes what it is sent, a line for each thing that is known. */
function writtenAs(rendition: NonNullable<Report['rendition']>): string[] {
  const { namespaces = [], elementName, label, labelCase, recipient, senders = [] } = rendition
  const ways = [
    ...namespaces.map(({ sent, shown }) => `namespace ${sent} as ${shown === '' ? 'nothing' : shown}`),
    ...(elementName ? [`names ${elementName}`] : []),
    ...(label ? [`labels ${label}${labelCase === 'other-case' ? ', other-case' : ''}`] : []),
    ...(recipient ? [`recipients ${recipient}`] : []),
    ...(senders.length > 1 ? [`senders ${senders.join(', ')}`] : []),
  ]
  return ways.map((way, index) => `  ${index === 0 ? 'shows    ' : '         '}  ${way}`)
}
