import { text } from 'node:stream/consumers'
import { xmlCases } from '@disparo/hi-platform/xml'
import {
  formatHash,
  hashSecret,
  md5Of,
  newPassword,
  roles,
  shortestPassword,
  UserEntry,
} from '@disparo/service/users'
import { type Command, Option } from 'commander'
import { addUser } from './add-user.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { printNotice, printResult, type Terminal } from './terminal.js'
import { wordsOf } from './words/index.js'

interface UserOptions {
  readonly roles: string
  readonly accounts: string
  readonly xml?: boolean
  readonly xmlCase?: string
  readonly passwordStdin?: boolean
  readonly add?: string
  readonly json?: boolean
}

const examples = `
The entry goes into the file that DISPARO_USERS names, an array of users; the producer reads it when it starts.
Only the hash is in it: the password is shown once, and is for DISPARO_PASSWORD of whoever sends.

Roles, of which none contains another:
  send     enqueue messages and batches
  read     see messages, batches, what is in doubt, and callbacks
  operate  say what became of a message in doubt, and deliver callbacks again
  admin    remove

Examples:
  disparo user shop --roles send,read --accounts shop-br
  disparo user ana@example.com --roles read,operate --accounts '*'
  disparo user legacy --roles send --accounts shop-br --xml --password-stdin < password.txt
  disparo user shop --roles send,read --accounts '*' --add users.json`

/** `disparo user NAME`: makes an entry of the users' file. It asks no service. */
export function addUserCommand(program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void {
  program
    .command('user')
    .argument('<name>', 'what the user signs in as')
    .description('Make a user of the service, and its password')
    .requiredOption('--roles <list>', `what it may do: ${roles.join(', ')}; separated by commas`)
    .requiredOption('--accounts <list>', 'the accounts it sees, separated by commas; * is all')
    .option('--xml', 'open the XML interface to it, too, which sends the MD5 of the password')
    .addOption(
      new Option('--xml-case <case>', 'how the XML interface writes names in its answers').choices(xmlCases),
    )
    .option('--password-stdin', 'read the password from the standard input; default: a random one')
    .option('--add <path>', 'add the entry to this file of users, which may not be there yet')
    .addOption(new Option('--json', 'print one JSON object, with `entry` and `password`'))
    .addHelpText('after', examples)
    .action(async (name: string, options: UserOptions) => {
      finish(await makeUser(terminal, name, options))
    })
}

async function makeUser(terminal: Terminal, name: string, options: UserOptions): Promise<ExitCode> {
  const words = wordsOf(terminal.env)
  const password = options.passwordStdin ? await readPassword(terminal) : newPassword()
  const entry = {
    name,
    password: formatHash(await hashSecret(password)),
    ...(options.xml ? { xmlPassword: formatHash(await hashSecret(md5Of(password))) } : {}),
    ...(options.xmlCase ? { xmlCase: options.xmlCase } : {}),
    roles: listOf(options.roles),
    accounts: options.accounts === '*' ? '*' : listOf(options.accounts),
  }
  const parsed = UserEntry.safeParse(entry)
  if (!parsed.success) {
    const { fault } = words
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${fault(message)}`)
    throw usage(problems.join('\n'))
  }
  const { add, json = false } = options
  if (add !== undefined) await addUser(add, entry, words)
  const shown = options.passwordStdin ? {} : { password }
  const told = add === undefined ? JSON.stringify(entry, undefined, 2) : words.user.added(name, add)
  printResult(terminal, json, { entry, ...shown }, [told])
  if (!json && !options.passwordStdin) printNotice(terminal, words.user.password(name, password))
  return exitCode.ok
}

async function readPassword({ stdin, env }: Terminal): Promise<string> {
  const password = (await text(stdin)).replace(/\r?\n$/, '')
  if (password.length >= shortestPassword) return password
  throw usage(wordsOf(env).user.short(shortestPassword))
}

function listOf(text: string): string[] {
  return text.split(',').map((entry) => entry.trim())
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
