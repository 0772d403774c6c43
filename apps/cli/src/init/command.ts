import { type Command, Option } from 'commander'
import type { SettingOptions } from '../config.js'
import type { ExitCode } from '../exit-code.js'
import type { Terminal } from '../terminal.js'
import { type InitOptions, runInit } from './run-init.js'

const examples = `
It writes .env, accounts.json and users.json, looks at what they lead to (disparo doctor), and says what to start. What no
flag says is asked; where nobody sits at a terminal, --config-id, --hi-user and --hi-password-file have to be there. --account
names the account (default: default), --user who may use Disparo (default: admin), with the password of --password-file, or a
random one that is shown once. Files that are there stay as they are, unless --force is given. Of what holds a secret nobody but you may
read the file. No program reads .env by itself: node --env-file=.env does, and Compose.

Examples:
  disparo init
  disparo init --account loja --config-id minha-config-id --hi-user usuarioApi --hi-password-file hi-password.txt
  printf %s "$HI_PASSWORD" | disparo init --config-id minha-config-id --hi-user usuarioApi --hi-password-file - --no-doctor`

/** `disparo init`: writes what producer and worker read. It asks no service. */
export function addInitCommand(program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void {
  program
    .command('init')
    .description('Write the files that producer and worker read, and say what to start')
    .option('--folder <path>', 'where to write them', '.')
    .option('--redis-url <url>', 'where Redis is; default: redis://127.0.0.1:6379')
    .option('--config-id <id>', "Hi Platform's config_id")
    .option('--hi-user <name>', 'the user at Hi Platform')
    .option('--hi-password-file <path>', 'a file with its password; - reads the standard input')
    .option('--base-url <url>', 'where Hi Platform is, if not at its usual address')
    .addOption(new Option('--transport <kind>', 'how it is spoken to').choices(['rest', 'xml']))
    .option('--force', 'write files anew that are there already')
    .option('--no-doctor', 'do not look at what they lead to')
    .option('--no-upstream', 'the doctor does not ask Hi Platform')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action(async (options: InitOptions) =>
      finish(await runInit(terminal, program.opts<SettingOptions>(), options)),
    )
}
