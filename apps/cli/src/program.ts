import { ApiError } from '@disparo/api'
import { versionOf } from '@disparo/service/version'
import { Command, Option } from 'commander'
import { addAccountCommand } from './account.js'
import { addAuditCommand } from './audit.js'
import { addBatchSeries } from './batch-figures.js'
import { addBatchList } from './batch-list.js'
import { addCallbackCommands } from './callbacks.js'
import type { WithContext } from './command-context.js'
import { readSettings, type SettingOptions } from './config.js'
import { addBatchControls } from './control-batch.js'
import { addDoctorCommand } from './doctor/command.js'
import type { ExitCode } from './exit-code.js'
import { addBatchExport } from './export-batch.js'
import { addForgetCommand } from './forget.js'
import { addGateCommand } from './gate.js'
import * as help from './help.js'
import { importFile } from './import-file.js'
import type { ImportOptions } from './import-options.js'
import { formats } from './import-source.js'
import { addInitCommand } from './init/command.js'
import { addKeyCommands } from './key.js'
import { localizeHelp, localizeProgram } from './localize-program.js'
import { addMigrateCommand } from './migrate.js'
import { openClient } from './open-client.js'
import { plainText } from './plain-text.js'
import { refusal } from './refusal.js'
import { addReportCommand } from './report.js'
import { addRetryCommand } from './retry.js'
import { addBatchRetry } from './retry-batch.js'
import { addSearchCommand } from './search.js'
import { type SendCommandOptions, sendMessage } from './send-message.js'
import { showBatch, showMessage } from './show-message.js'
import { addSuppressCommands } from './suppress.js'
import { addTemplateCommands } from './templates.js'
import type { Terminal } from './terminal.js'
import { addUnknownCommands } from './unknown.js'
import { addUserCommand } from './user.js'
import { addWebhookCommands } from './webhook.js'
import { helpText, languageOf, wordsOf } from './words/index.js'

/** The commands of `disparo`; `finish` is told how the one that ran ended. */
export function createProgram(terminal: Terminal, finish: (code: ExitCode) => void): Command {
  const [language, words] = [languageOf(terminal.env), wordsOf(terminal.env)]
  const said = (text: string) => helpText(text, language, words.usage.titles)
  const program = new Command('disparo')
    .description('Enqueue WhatsApp templates with the Disparo service, and see what became of them.')
    .option('--url <url>', 'where the service is (DISPARO_URL; default http://127.0.0.1:8080)')
    .option('--account <name>', 'the account to send with (DISPARO_ACCOUNT; default "default")')
    .option(
      '--user <name>',
      'as whom the service is asked (DISPARO_USER; or DISPARO_API_KEY, without a password)',
    )
    .option(
      '--password-file <path>',
      'a file with the password (or DISPARO_PASSWORD, DISPARO_PASSWORD_FILE; never an argument)',
    )
    .version(versionOf(import.meta.dirname), '-V, --version', 'print the version')
    .addHelpText('after', help.program)
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(said(text)),
      writeErr: (text) => terminal.stderr.write(plainText(said(text))),
    })
    .exitOverride()
  localizeHelp(program, language, words)

  /** Opens the service for one command, and closes it whatever becomes of that. */
  const withTools: WithContext = async (run) => {
    const settings = await readSettings(terminal.env, program.opts<SettingOptions>())
    const { client, close } = openClient(settings)
    try {
      finish(await run({ terminal, client, account: settings.account, settings }))
    } catch (error) {
      throw error instanceof ApiError ? refusal(error, settings, words) : error
    } finally {
      await close()
    }
  }

  const json = () => new Option('--json', 'print one JSON object')
  const lane = () => new Option('--lane <lane>', 'urgent or bulk').choices(['urgent', 'bulk'])

  program
    .command('send')
    .description('Enqueue one message')
    .option('--to <number>', 'the recipient, with country code')
    .option('--namespace <name>', "the template's namespace")
    .option('--element-name <name>', "the template's element name")
    .option('--body <text...>', 'the variables of the body, in their order')
    .option('--header-text <text>')
    .option('--header-image <link>')
    .option('--header-document <link>')
    .option('--header-filename <name>', 'the name the document is shown with')
    .option('--header-video <link>')
    .option('--otp <code>', 'a one-time code, which makes the message urgent')
    .option('--coupon <code>')
    .option('--button <text...>', 'the variable part of the link of each button')
    .option('--category <name>')
    .option('--external-label <label>', 'tags the message in the report of Hi Platform')
    .option('--reference <text>', 'what you find it by; it is sent to nobody')
    .option('--metadata <name=value...>', 'what you are told with it, in status, exports and callbacks')
    .option('--file <path>', 'the message as JSON instead; - reads the standard input')
    .option(
      '--values <path>',
      'a file of name=value lines (to, otp, body …) in place of those options; - reads the standard input',
    )
    .addOption(lane())
    .option('--key <key>', 'idempotency key: repeating with it sends nothing twice')
    .option('--send-at <time>', 'not before, ISO 8601 with offset')
    .option('--expires-at <time>', 'not after, ISO 8601 with offset')
    .addOption(json())
    .addHelpText('after', help.send)
    .action((options: SendCommandOptions) => withTools((tools) => sendMessage(tools, options)))

  program
    .command('import')
    .argument('<file>', 'a .csv, .tsv, .xlsx, .ndjson or .json file; - reads the standard input')
    .description('Enqueue a file of messages as one batch')
    .addOption(new Option('--format <format>', "when the file's name does not tell").choices(formats))
    .option(
      '--encoding <name>',
      "what a CSV is written in: utf-8, utf-16 or windows-1252; default: what the file's bytes show",
    )
    .option('--canary <count>', 'send so many first; the others wait for what they come to')
    .option(
      '--max-per-minute <count>',
      'begin at most so many of it in any minute, so that others go beside it',
    )
    .option('--name <name>', "what the batch is called, up to 100 characters; default: the file's name")
    .option('--sheet <name>', 'the sheet of a workbook; default: the first that is visible')
    .option('--template <name>', 'the elementName of all rows of a table, in place of a column')
    .option('--namespace <name>', 'the namespace of all rows of a table, in place of a column')
    .option(
      '--map <field=column>',
      'which column of a table fills a field, such as to=telefone; again for each',
      collect,
    )
    .option('--ignore-columns', 'leave out columns that are neither known nor mapped')
    .option('--dry-run', 'only check it: what would go, what is wrong, and how the first messages look')
    .option('--test-to <number>', 'only send a few rows, as they would go, to a number of your own')
    .option('--rows <count>', 'how many of the first good rows, 1 to 10; default 3')
    .option('--row <number>', 'which row, in place of the first ones; again for each', collect)
    .option('--sha256 <hash>', 'import the file only if this is its SHA-256, as --dry-run printed it')
    .option('--strict', 'enqueue all rows, or none when any is bad')
    .option(
      '--key <key>',
      "the batch's idempotency key; default: made from the account and the file's content",
    )
    .option('--into <batch>', 'the id of a batch that the rows are corrections of')
    .option('--replace', 'also cancel what of the batch has not begun and is not in the file')
    .addOption(new Option('--unique <by>', 'of rows for one person send the first only').choices(['to']))
    .option('--new', 'a file of this name was imported within a day, and this is another')
    .addOption(lane().default('bulk'))
    .option('--send-at <time>', 'not before, for rows without a sendAt')
    .option('--expires-at <time>', 'not after, for rows without an expiresAt')
    .option('--wait', 'wait until every message is settled')
    .option('--wait-timeout <time>', 'no longer than so: 90s, 30m, 2h')
    .addOption(json())
    .addHelpText('after', help.importFile)
    .action((file: string, options: ImportOptions) =>
      withTools((tools) => importFile({ ...tools, globals: program.opts<SettingOptions>() }, file, options)),
    )

  program
    .command('status')
    .argument('<id>', 'the id that send printed')
    .description('What became of a message')
    .addOption(json())
    .addHelpText('after', help.status)
    .action((id: string, options: { json?: boolean }) =>
      withTools((tools) => showMessage(tools, id, options)),
    )

  const batch = program
    .command('batch')
    .argument('<id>', 'the id that import printed')
    .description('How far a batch is; or pause, resume or cancel it')
    .option('--wait', 'wait until every message is settled')
    .option('--wait-timeout <time>', 'no longer than so: 90s, 30m, 2h')
    .addOption(json())
    .addHelpText('after', help.batch)
    .action((id: string, options: { json?: boolean; wait?: boolean; waitTimeout?: string }) =>
      withTools((tools) => showBatch(tools, id, options)),
    )
  addBatchControls(batch, withTools)
  addBatchExport(batch, withTools)
  addBatchSeries(batch, withTools)
  addBatchRetry(batch, withTools)
  addBatchList(program, withTools)
  addCallbackCommands(program, withTools)
  addUnknownCommands(program, withTools)
  addRetryCommand(program, withTools)
  addAccountCommand(program, withTools)
  addGateCommand(program, withTools)
  addReportCommand(program, withTools)
  addSuppressCommands(program, withTools)
  addTemplateCommands(program, withTools)
  addWebhookCommands(program, withTools)
  addSearchCommand(program, withTools)
  addForgetCommand(program, withTools)
  addAuditCommand(program, withTools)
  addKeyCommands(program, withTools)
  addUserCommand(program, terminal, finish)
  addInitCommand(program, terminal, finish)
  addDoctorCommand(program, terminal, finish)
  addMigrateCommand(program, terminal, finish)
  localizeProgram(program, language, words)
  return program
}

/** An option that may be given again and again. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
