import { text } from 'node:stream/consumers'
import { type DoubtsResolved, type Message, mostResolved } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

const examples = `
Examples:
  disparo unknown list
  disparo unknown resolve 0193f2a4-6c1e-7cc0-9f3e-2f1f0a6d7b11 --accepted
  disparo unknown resolve - --resend < ids.txt
  disparo --account loja unknown resolve 0193f2a4-6c1e-7cc0-9f3e-2f1f0a6d7b11 --resend
  disparo unknown resolve --batch 9ebba836-bf8e-5223-b010-e7512cfe05eb --accepted
  disparo unknown resolve --request 4k0x8s1m2q9ze --resend`

/** `disparo unknown …`: messages of which nobody knows whether they were sent, and somebody's word for it. */
export function addUnknownCommands(program: Command, withTools: WithContext): void {
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
    .argument('[ids...]', "the messages'; - reads them from the standard input, between blanks")
    .description('Say what became of messages in doubt; your name and the time are kept with each')
    .option('--batch <id>', 'all of a batch that are in doubt')
    .option('--request <identificador>', 'over XML: all that went in one request')
    .option('--accepted', 'it was sent')
    .option('--resend', 'it was not sent: send it again')
    .addOption(json())
    .addHelpText('after', examples)
    .action((ids: string[], options: ResolveOptions) => withTools((tools) => resolve(tools, ids, options)))
}

interface ListOptions {
  readonly limit: string
  readonly json?: boolean
}

async function listUnknown(
  { terminal, client, account }: CommandContext,
  { limit, json = false }: ListOptions,
): Promise<ExitCode> {
  const speech = speechOf(terminal.env)
  const { unknown } = speech.words
  const found = await client.getUnknown({ params: { account }, query: { limit } })
  printResult(terminal, json, found, [
    found.messages.length === 0 ? unknown.none : unknown.some(found.messages.length),
    ...found.messages.map((message) => describe(message, speech)),
  ])
  return exitCode.ok
}

function describe(
  { id, lane, detail, timeline, waiting, evidence, request }: Message,
  { words: { unknown, common }, time }: Speech,
): string {
  const since = timeline.unknown ? time(timeline.unknown) : ''
  const shown = evidence ? unknown.shown(evidence.shown, evidence.of) : ''
  const asked = request ? unknown.request(request) : ''
  return `  ${id}  ${since}  ${common.lanes[lane]}  ${detail ?? ''}  ${unknown.waits(waiting ?? '')}${shown}${asked}`
}

interface ResolveOptions {
  readonly batch?: string
  readonly request?: string
  readonly accepted?: boolean
  readonly resend?: boolean
  readonly json?: boolean
}

async function resolve(
  tools: CommandContext,
  given: readonly string[],
  { batch, request, accepted = false, resend = false, json = false }: ResolveOptions,
): Promise<ExitCode> {
  const { common, unknown } = speechOf(tools.terminal.env).words
  if (accepted === resend) throw new CommandError(unknown.sayWhat, { exit: exitCode.usage })
  const ways = [given.length > 0 || undefined, batch, request].filter((each) => each !== undefined)
  if (ways.length !== 1) {
    throw new CommandError(unknown.nameThem, { exit: exitCode.usage })
  }
  const as = accepted ? 'accepted' : 'resend'
  const { terminal, client, account } = tools
  const [id = '', ...others] = given
  if (others.length > 0 || id === '-') return resolveIds(tools, { as, ids: await idsOf(tools, given), json })
  if (id === '') {
    const resolved = await resolveAll(tools, { as, batch, request })
    printResult(terminal, json, { resolved }, [unknown.resolved(resolved, as)])
    return exitCode.ok
  }
  const state = await client.resolveMessage({ params: { account, id }, body: { as } })
  printResult(terminal, json, state, [
    unknown.is(state.id, common.statuses[state.status], state.detail ?? ''),
  ])
  return exitCode.ok
}

async function idsOf({ terminal }: CommandContext, given: readonly string[]): Promise<string[]> {
  const read = given.includes('-') ? (await text(terminal.stdin)).split(/\s+/) : []
  const ids = [...new Set([...given.filter((id) => id !== '-'), ...read])].filter((id) => id !== '')
  if (ids.length > 0) return ids
  throw new CommandError(speechOf(terminal.env).words.unknown.noneNamed, { exit: exitCode.usage })
}

/** As one by one, but a thousand at a time: those that are in no doubt stay as they are, and are told. */
async function resolveIds(
  { terminal, client, account }: CommandContext,
  { as, ids, json }: { readonly as: 'accepted' | 'resend'; readonly ids: string[]; readonly json: boolean },
): Promise<ExitCode> {
  const results: DoubtsResolved['results'] = []
  for (let first = 0; first < ids.length; first += mostResolved) {
    const body = { as, ids: ids.slice(first, first + mostResolved) }
    results.push(...(await client.resolveMany({ params: { account }, body })).results)
  }
  const resolved = results.filter((each) => each.resolved).length
  const left = results.filter((each) => !each.resolved)
  const { common, unknown } = speechOf(terminal.env).words
  printResult(terminal, json, { resolved, results }, [
    unknown.resolved(resolved, as),
    ...left.map(({ id, status }) =>
      unknown.noDoubt(id, status === undefined ? unknown.notKnown : common.statuses[status]),
    ),
  ])
  return left.length > 0 ? exitCode.failed : exitCode.ok
}

/** A thousand at a time, until there are no more. */
async function resolveAll(
  { client, account }: CommandContext,
  body: {
    readonly as: 'accepted' | 'resend'
    readonly batch?: string | undefined
    readonly request?: string | undefined
  },
): Promise<number> {
  let resolved = 0
  for (;;) {
    const done = await client.resolveMany({ params: { account }, body })
    resolved += done.resolved
    if (!done.more || done.resolved === 0) return resolved
  }
}
