import type { Template, TemplatePage, TemplateSync } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

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
  const speech = speechOf(terminal.env)
  const { templates: say } = speech.words
  const wanted = Number(limit)
  if (!/^\d{1,6}$/.test(limit) || wanted < 1) {
    throw new CommandError(speech.words.common.limit, { exit: exitCode.usage })
  }
  let page: TemplatePage | undefined
  const templates: Template[] = []
  do {
    const count = String(Math.min(largestPage, wanted - templates.length))
    const query = { q, status, after: page?.next, limit: count }
    page = await client.listTemplates({ params: { account }, query })
    templates.push(...page.templates)
  } while (page.next !== undefined && templates.length < wanted)
  const none = page.total > 0 ? [say.noneSo] : []
  printResult(terminal, json, { ...page, templates }, [
    ...describeState(page, speech),
    ...(templates.length === 0 ? none : templates.flatMap((template) => describe(template, say))),
    ...(page.next ? [say.more(wanted + 1)] : []),
  ])
  return exitCode.ok
}

async function syncTemplates(
  { terminal, client, account }: CommandContext,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const sync = await client.syncTemplates({ params: { account } })
  const speech = speechOf(terminal.env)
  printResult(terminal, json, sync, [
    ...describeState(sync, speech),
    ...(sync.pending ? [speech.words.templates.late] : []),
  ])
  return sync.synced ? exitCode.ok : exitCode.failed
}

function describeState(
  state: Omit<TemplateSync, 'synced' | 'pending'>,
  { words: { templates: say }, time }: Speech,
): string[] {
  const { source, total, fetchedAt, failure, enforce, problems } = state
  if (source === undefined) return [say.noSource]
  const from = say.sources[source]
  return [
    fetchedAt ? say.read(total, from, time(fetchedAt), say.effects[enforce]) : say.noneYet(from),
    ...(failure ? [say.failed(time(failure.at), failure.message)] : []),
    ...(problems.length > 0
      ? [say.unusable(problems.map(({ path, message }) => `${path} ${message}`).join('; '))]
      : []),
  ]
}

function describe(
  { name, namespace, language, category, status, header, body, buttons }: Template,
  say: Speech['words']['templates'],
): string[] {
  const traits = [
    ...[status, category, language, namespace].filter((trait) => trait !== undefined),
    ...(header ? [say.header(header.type)] : []),
    ...(buttons.length > 0 ? [say.buttons(buttons.map(({ type }) => type).join(', '))] : []),
  ]
  return [
    `${name}  ${traits.join(', ')}`,
    ...(body === undefined ? [] : [`    ${body.replace(/\s+/g, ' ')}`]),
  ]
}
