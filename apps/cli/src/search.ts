import { text } from 'node:stream/consumers'
import type { Message } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

const examples = `
What stands in a command is in the list of processes (ps) and the shell's history: with --to - the number is read from the
standard input. Numbers are only in --json.

Examples:
  disparo search --to - < number.txt
  disparo search --to '+55 11 90000-0001' --limit 5
  disparo search --key order-4711 --json`

interface SearchCommandOptions {
  readonly to?: string
  readonly key?: string
  readonly reference?: string
  readonly limit: string
  readonly after?: string
  readonly json?: boolean
}

/** `disparo search`: the messages of a person, a key or a reference, the newest first. */
export function addSearchCommand(program: Command, withTools: WithContext): void {
  program
    .command('search')
    .description('The messages of a person, a key or a reference, the newest first')
    .option(
      '--to <phone>',
      'in any usual writing, with or without the ninth digit; - reads the standard input',
    )
    .option('--key <key>', 'the idempotency key of a message or a row')
    .option('--reference <text>', 'what messages were enqueued with as reference')
    .option('--limit <count>', 'at most so many, up to 1000', '20')
    .option('--after <next>', 'older ones: the next of what was listed')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((options: SearchCommandOptions) => withTools((tools) => search(tools, options)))
}

async function search(
  { terminal, client, account }: CommandContext,
  { to, key, reference, limit, after, json = false }: SearchCommandOptions,
): Promise<ExitCode> {
  const speech = speechOf(terminal.env)
  const { words } = speech
  if ([to, key, reference].filter((by) => by !== undefined).length !== 1) {
    throw new CommandError(words.messages.lookFor, { exit: exitCode.usage })
  }
  const phone = to === '-' ? (await text(terminal.stdin)).trim() : to
  const body = { to: phone, key, reference }
  const found = await client.searchMessages({ params: { account }, query: { limit, after }, body })
  const { messages, next } = found
  printResult(terminal, json, found, [
    ...(messages.length === 0 && !next
      ? [words.messages.none]
      : messages.map((message) => describe(message, speech))),
    ...(next ? [words.common.older(next)] : []),
  ])
  return exitCode.ok
}

function describe(
  { id, status, elementName, timeline, batch, detail }: Message,
  { words: { common, messages }, exact }: Speech,
): string {
  const at = timeline[status] ?? timeline.enqueued
  return [
    `${id}  ${common.statuses[status].padEnd(10)}  ${at === undefined ? '' : exact(at)}  ${elementName}`,
    ...(batch ? [messages.batch(batch)] : []),
    ...(detail ? [detail] : []),
  ].join('  ')
}
