import { text } from 'node:stream/consumers'
import type { ForgetProgress, Forgotten } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { startProgress } from './progress.js'
import { printResult } from './terminal.js'
import { type Words, wordsOf } from './words/index.js'

const examples = `
Messages still to be sent to this person are cancelled. Nothing of them stays in Redis but statuses, times and counts; this
cannot be undone. Stop sending to them first. It is safe to repeat, and to be repeated where it says so. An account is asked
by itself: --account '*' goes through all that your user may see, with one line for each.

What stands in a command is in the list of processes (ps) and the shell's history: with - the number is read from the standard input.

Examples:
  disparo forget - --yes < number.txt
  disparo --account '*' forget 5511900000001 --yes
  disparo --account loja forget '+55 11 90000-0001' --yes --json`

const everyAccount = '*'

interface Whom {
  readonly recipient: string
  readonly everywhere: boolean | undefined
}

interface ForgetCommandOptions {
  readonly yes?: boolean
  readonly everywhere?: boolean
  readonly json?: boolean
}

/** `disparo forget PHONE`: forgets one person. */
export function addForgetCommand(program: Command, withTools: WithContext): void {
  program
    .command('forget')
    .argument('<phone>', 'in any usual writing, with or without the ninth digit; - reads the standard input')
    .description('Forget a person')
    .option('--yes', 'do it; it cannot be undone')
    .option('--everywhere', 'look at all keys of Redis, though the index of persons be enough')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((phone: string, options: ForgetCommandOptions) =>
      withTools((tools) => forgetPerson(tools, phone, options)),
    )
}

async function forgetPerson(
  tools: CommandContext,
  given: string,
  { yes = false, everywhere, json = false }: ForgetCommandOptions,
): Promise<ExitCode> {
  const { terminal, account } = tools
  const words = wordsOf(terminal.env).forget
  if (!yes) throw new CommandError(words.cannotUndo, { exit: exitCode.usage })
  const recipient = given === '-' ? (await text(terminal.stdin)).trim() : given
  const whom = { recipient, everywhere }
  if (account === everyAccount) return forgetInAll(tools, whom, json)
  const receipt = await forget(tools, whom, words.looking)
  printResult(terminal, json, receipt, [...describe(receipt, words), ...words.elsewhere])
  return exitOf([receipt])
}

/** In all accounts, one after the other, with what has come of each as soon as it is known. */
async function forgetInAll(tools: CommandContext, whom: Whom, json: boolean): Promise<ExitCode> {
  const { terminal, client } = tools
  const words = wordsOf(terminal.env).forget
  const receipts: (Forgotten & { readonly account: string })[] = []
  const { accounts } = await client.listAccounts()
  for (const account of accounts) {
    const receipt = await forget({ ...tools, account }, whom, `${account}: ${words.looking}`)
    receipts.push({ account, ...receipt })
    if (!json) printResult(terminal, json, receipt, [`${account}: ${describe(receipt, words).join(' ')}`])
  }
  printResult(terminal, json, { accounts: receipts }, words.elsewhere)
  return exitOf(receipts)
}

function exitOf(receipts: readonly Forgotten[]): ExitCode {
  return receipts.some(({ unreadable }) => unreadable > 0) ? exitCode.failed : exitCode.ok
}

function describe(
  { messages, jobs, pending, unreadable, scanned }: Forgotten,
  words: Words['forget'],
): string[] {
  return [
    words.forgotten(messages, jobs),
    ...(scanned ? [words.scanned[scanned]] : []),
    ...(pending > 0 ? [words.pending(pending)] : []),
    ...(unreadable > 0 ? [words.unreadable(unreadable), words.damaged] : []),
  ]
}

/** While it goes through Redis, it says how far it is: the number of keys is known with the first line. */
async function forget(
  { terminal, client, account }: CommandContext,
  whom: Whom,
  label: string,
): Promise<Forgotten> {
  let progress: ReturnType<typeof startProgress> | undefined
  const onProgress = ({ looked, of }: ForgetProgress) => {
    progress ??= startProgress(terminal, { label, total: of, unit: String })
    progress.update(looked)
  }
  try {
    const request = { params: { account }, body: whom }
    return await client.forgetRecipient(request, { onProgress })
  } finally {
    progress?.stop()
  }
}
