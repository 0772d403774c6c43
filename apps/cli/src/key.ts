import { type ApiKey, NewApiKey } from '@disparo/api'
import { roles } from '@disparo/service/users'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printNotice, printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

interface MakeOptions {
  readonly roles: string
  readonly accounts: string
  readonly expiresAt?: string
  readonly json?: boolean
}

const examples = `
A program sends its key as "Authorization: Bearer disparo_…", or this command takes it from DISPARO_API_KEY, in place of a user and
password. It is shown once. It may never more than the user who made it may now, and ends when that user is removed: make keys as a user who
stays. Your user needs the role "admin", and every role that the key is to have. A key makes no other.

Examples:
  disparo key create loja --roles send,read --accounts loja
  disparo key create relatorios --roles read --accounts '*' --expires-at 2027-06-30T00:00:00-03:00
  disparo key list
  disparo key revoke A1b2C3d4E5`

/** `disparo key …`: keys for programs, made and revoked without a restart. */
export function addKeyCommands(program: Command, withTools: WithContext): void {
  const json = () => new Option('--json', 'print one JSON object')
  const key = program
    .command('key')
    .description('Make, list and revoke API keys, which programs show in place of a user and password')
    .addHelpText('after', examples)

  key
    .command('create')
    .argument('<name>', 'what it is for, such as the name of the program')
    .description('Make a key')
    .requiredOption('--roles <list>', `what it may do: ${roles.join(', ')}; separated by commas`)
    .requiredOption('--accounts <list>', 'the accounts it is for, separated by commas; * is all')
    .option('--expires-at <time>', 'when it ends, ISO 8601 with offset; default: when it is revoked')
    .addOption(json())
    .addHelpText('after', examples)
    .action((name: string, options: MakeOptions) => withTools((tools) => makeKey(tools, name, options)))

  key
    .command('list')
    .description('The keys that you may revoke, and when each was used last')
    .addOption(json())
    .addHelpText('after', examples)
    .action((options: { json?: boolean }) => withTools((tools) => listKeys(tools, options)))

  key
    .command('revoke')
    .argument('<id>', 'what `disparo key list` shows: the ten characters after disparo_')
    .description('Revoke a key: from the answer on it is not taken')
    .addOption(json())
    .addHelpText('after', examples)
    .action((id: string, options: { json?: boolean }) => withTools((tools) => revokeKey(tools, id, options)))
}

async function makeKey(
  { terminal, client }: CommandContext,
  name: string,
  { roles: named, accounts, expiresAt, json = false }: MakeOptions,
): Promise<ExitCode> {
  const read = NewApiKey.safeParse({
    ...{ name, roles: listOf(named), accounts: accounts === '*' ? '*' : listOf(accounts) },
    ...(expiresAt !== undefined && { expiresAt }),
  })
  if (!read.success) {
    const { fault } = speechOf(terminal.env).words
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${fault(message)}`)
    throw new CommandError(problems.join('\n'), { exit: exitCode.usage })
  }
  const made = await client.createKey({ body: read.data })
  printResult(terminal, json, made, [made.key])
  if (!json) printNotice(terminal, speechOf(terminal.env).words.keys.made(made.id, made.name))
  return exitCode.ok
}

async function listKeys(
  { terminal, client }: CommandContext,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  const list = await client.listKeys()
  const speech = speechOf(terminal.env)
  const lines = list.keys.map((key) => describe(key, speech))
  printResult(terminal, json, list, lines.length === 0 ? [speech.words.keys.none] : lines)
  return exitCode.ok
}

function describe(
  { id, name, createdBy, lastUsedAt, expiresAt, ...of }: ApiKey,
  { words: { keys }, time }: Speech,
): string {
  const accounts = of.accounts === '*' ? keys.allAccounts : of.accounts.join(',')
  const use = lastUsedAt ? keys.used(time(lastUsedAt)) : keys.neverUsed
  const end = expiresAt ? [keys.until(time(expiresAt))] : []
  return [id, name, of.roles.join(','), accounts, keys.by(createdBy), use, ...end].join('  ')
}

async function revokeKey(
  { terminal, client }: CommandContext,
  id: string,
  { json = false }: { json?: boolean },
): Promise<ExitCode> {
  // Whoever has the whole key at hand pastes that.
  const answer = await client.revokeKey({ params: { id: /^disparo_(\w{10})/.exec(id)?.[1] ?? id } })
  const { keys } = speechOf(terminal.env).words
  printResult(terminal, json, answer, [answer.revoked ? keys.revoked : keys.notYours])
  return answer.revoked ? exitCode.ok : exitCode.failed
}

function listOf(text: string): string[] {
  return text.split(',').map((entry) => entry.trim())
}
