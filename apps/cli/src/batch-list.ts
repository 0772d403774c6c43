import { type Batch, BatchState } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { settledOf } from './follow-batch.js'
import * as help from './help.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

interface ListOptions {
  readonly state?: BatchState
  readonly search?: string
  readonly limit: string
  readonly after?: string
  readonly json?: boolean
}

const largestPage = 200

/** `disparo batches`: the batches of the account, the newest first. */
export function addBatchList(program: Command, withTools: WithContext): void {
  program
    .command('batches')
    .description('The batches of the account, the newest first')
    .addOption(new Option('--state <state>', 'only those that stand so').choices(BatchState.options))
    .option('--search <text>', 'part of the name, or the start of the id')
    .option('--limit <count>', 'at most so many', '20')
    .option('--after <next>', 'older ones: the next of what was listed')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', help.batches)
    .action((options: ListOptions) => withTools((tools) => listBatches(tools, options)))
}

async function listBatches(
  tools: CommandContext,
  { json = false, ...options }: ListOptions,
): Promise<ExitCode> {
  const list = await readBatches(tools, options)
  const { batches, next } = list
  const speech = speechOf(tools.terminal.env)
  const { words } = speech
  const none = options.state || options.search ? words.batches.noneSo : words.batches.none
  printResult(tools.terminal, json, list, [
    ...(batches.length === 0 && !next ? [none] : batches.flatMap((batch) => describe(batch, speech))),
    ...(next ? [words.common.older(next)] : []),
  ])
  return exitCode.ok
}

/** A page of the service may be short: it is asked until there are as many as wanted. */
async function readBatches(
  { client, account, terminal }: CommandContext,
  { state, search: q, limit, after: first }: Omit<ListOptions, 'json'>,
): Promise<{ batches: Batch[]; next?: string }> {
  const wanted = Number(limit)
  if (!/^\d{1,6}$/.test(limit) || wanted < 1) {
    throw new CommandError(speechOf(terminal.env).words.common.limit, { exit: exitCode.usage })
  }
  const batches: Batch[] = []
  let after = first
  do {
    const count = String(Math.min(largestPage, wanted - batches.length))
    const page = await client.listBatches({ params: { account }, query: { state, q, after, limit: count } })
    batches.push(...page.batches)
    after = page.next
  } while (after !== undefined && batches.length < wanted)
  return { batches, ...(after === undefined ? {} : { next: after }) }
}

function describe(batch: Batch, { words: { batches, common }, time }: Speech): string[] {
  const { id, name, state, total, createdAt, createdBy, templates, rejectedRows } = batch
  const badRows = rejectedRows > 0 ? batches.badRows(rejectedRows) : ''
  const template = templates[0] ? `, ${templates.map(({ elementName }) => elementName).join(', ')}` : ''
  const settled = batches.settledOf(settledOf(batch), total)
  return [
    `${id}  ${common.states[state].padEnd(12)}${settled}${badRows}  ${name ?? batches.noName}`,
    `    ${time(createdAt)}${createdBy ? `, ${createdBy}` : ''}${template}`,
  ]
}
