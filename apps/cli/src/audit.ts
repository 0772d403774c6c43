import { type Act, type AuditAction, auditActions } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printResult } from './terminal.js'
import { type Speech, speechOf } from './words/index.js'

interface AuditOptions {
  readonly action?: AuditAction
  readonly by?: string
  readonly limit?: string
  readonly before?: string
  readonly json?: boolean
}

const examples = `
Kept for the account's ledgerDays. It names nobody who was messaged. Your user needs the role "operate" or "admin".

Examples:
  disparo audit
  disparo audit --action batch-cancelled
  disparo audit --by ana@example.com --limit 500 --json`

/** `disparo audit`: who did what. */
export function addAuditCommand(program: Command, withTools: WithContext): void {
  program
    .command('audit')
    .description('Who did what, the latest first')
    .addOption(new Option('--action <action>', 'only these').choices(auditActions))
    .option('--by <name>', 'only what this user or key did')
    .option('--limit <count>', 'how many at once, up to 500; default 50')
    .option('--before <next>', 'go on from where the last list ended')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((options: AuditOptions) => withTools((tools) => listActs(tools, options)))
}

async function listActs(
  { terminal, client, account }: CommandContext,
  { json = false, ...query }: AuditOptions,
): Promise<ExitCode> {
  const page = await client.listActs({ params: { account }, query })
  const { acts, next } = page
  const speech = speechOf(terminal.env)
  const { audit } = speech.words
  printResult(terminal, json, page, [
    ...acts.map((act) => describe(act, speech)),
    ...(acts.length === 0 && next === undefined ? [audit.nobody] : []),
    ...(next === undefined ? [] : [audit.older(next)]),
  ])
  return exitCode.ok
}

function describe(
  { at, action, by = '-', batch, message, count, what }: Act,
  { words: { audit }, time }: Speech,
): string {
  const on = [
    batch && audit.batch(batch),
    message && audit.message(message),
    count === undefined ? '' : String(count),
    what,
  ]
  return [time(at), action.padEnd(18), by, ...on.filter(Boolean)].join('  ')
}
