import type { Template, TemplatePage, TemplateSync } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { pluralize } from './pluralize.js'
import { printResult } from './terminal.js'

interface ListOptions {
  readonly search?: string
  readonly status?: string
  readonly limit: string
  readonly json?: boolean
}

const examples = `
Examples:
  disparo templates
  disparo templates --search boleto --status approved
  disparo templates sync`

const largestPage = 500

/** `disparo templates`: what messages are checked against; and `sync`, which reads it anew. */
export function addTemplateCommands(program: Command, withTools: WithContext): void {
  const json = () => new Option('--json', 'print one JSON object')
  const templates = program
    .command('templates')
    .description('The templates that messages are checked against')
    .option('--search <text>', 'part of the name')
    .option('--status <status>', 'only those of this status, such as APPROVED')
    .option('--limit <count>', 'at most so many', '100')
    .addOption(json())
    .addHelpText('after', examples)
    .action((options: ListOptions) => withTools((tools) => listTemplates(tools, options)))

  templates
    .command('sync')
    .description('Have a worker read the templates from their source now')
    .addOption(json())
    .addHelpText('after', examples)
    .action((options: { json?: boolean }, command: Command) =>
      withTools((tools) => syncTemplates(tools, { ...command.optsWithGlobals(), ...options })),
    )
}

async function listTemplates(
  { terminal, client, account }: CommandContext,
  { json = false, search: q, status, limit }: ListOptions,
): Promise<ExitCode> {
  const wanted = Number(limit)
  if (!/^\d{1,6}$/.test(limit) || wanted < 1) {
    throw new CommandError('--limit must be a whole number from 1.', { exit: exitCode.usage })
  }
  let page: TemplatePage | undefined
  const templates: Template[] = []
  do {
    const count = String(Math.min(largestPage, wanted - templates.length))
    const query = { q, status, after: page?.next, limit: count }
    page = await client.listTemplates({ params: { account }, query })
    templates.push(...page.templates)
  } while (page.next !== undefined && templates.length < wanted)
  const none = page.total > 0 ? ['No template is like that.'] : []
  printResult(terminal, json, { ...page, templates }, [
    ...describeState(page),
    ...(templates.length === 0 ? none : templates.flatMap(describe)),
    ...(page.next ? [`There are more: --limit ${wanted + 1} and up.`] : []),
  ])
  return exitCode.ok
}

async function syncTemplates(
  { terminal, client, account }: CommandContext,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const sync = await client.syncTemplates({ params: { account } })
  const late = 'No worker has read them within 15 s: is one running? It does so once it is.'
  printResult(terminal, json, sync, [...describeState(sync), ...(sync.pending ? [late] : [])])
  return sync.synced ? exitCode.ok : exitCode.failed
}

const effects = {
  off: 'Messages are not checked against them (templates.enforce: off).',
  warn: 'A message that does not go with them is sent all the same, and told (templates.enforce: warn).',
  refuse: 'A message that does not go with them is refused (templates.enforce: refuse).',
} as const

const sources = { file: 'a file', broker: "Hi Broker's list" } as const

function describeState(state: Omit<TemplateSync, 'synced' | 'pending'>): string[] {
  const { source, total, fetchedAt, failure, enforce, problems } = state
  if (source === undefined) {
    return [
      "No templates are known: the account's templates name a file, or Hi Broker's list (docs/templates.md).",
    ]
  }
  return [
    fetchedAt
      ? `${pluralize(total, 'template')} from ${sources[source]}, read at ${fetchedAt}. ${effects[enforce]}`
      : `No templates are known yet, from ${sources[source]}.`,
    ...(failure ? [`They could not be read at ${failure.at}: ${failure.message}`] : []),
    ...(problems.length > 0
      ? [`Not usable: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}`]
      : []),
  ]
}

function describe({
  name,
  namespace,
  language,
  category,
  status,
  header,
  body,
  buttons,
}: Template): string[] {
  const traits = [
    ...[status, category, language, namespace].filter((trait) => trait !== undefined),
    ...(header ? [`header ${header.type}`] : []),
    ...(buttons.length > 0 ? [`buttons ${buttons.map(({ type }) => type).join(', ')}`] : []),
  ]
  return [
    `${name}  ${traits.join(', ')}`,
    ...(body === undefined ? [] : [`    ${body.replace(/\s+/g, ' ')}`]),
  ]
}
