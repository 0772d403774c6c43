import { type Command, Option } from 'commander'
import type { CommandContext, WithContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import * as help from './help.js'
import { describeBatch } from './show-message.js'
import { printResult } from './terminal.js'
import { speechOf, type Words } from './words/index.js'

interface ControlOptions {
  readonly yes?: boolean
  readonly json?: boolean
}

const operations = { pause: 'pauseBatch', resume: 'resumeBatch', cancel: 'cancelBatch' } as const

/** `disparo batch pause|resume|cancel|reschedule|pace|rename ID`. */
export function addBatchControls(batch: Command, withTools: WithContext): void {
  const add = (verb: keyof typeof operations, description: string) =>
    batch
      .command(verb)
      .argument('<id>', 'the id that import printed')
      .description(description)
      .addOption(new Option('--json', 'print one JSON object'))
      .addHelpText('after', help.batch)
      // The command above has an option --json, too, and takes what is said before the verb.
      .action((id: string, _options: ControlOptions, command: Command) =>
        withTools((tools) => control(tools, verb, id, command.optsWithGlobals<ControlOptions>())),
      )
  add('pause', 'Send nothing more of a batch until it is resumed')
  add('resume', 'Go on with a paused batch')
  add('cancel', 'Never send what is still to be sent of a batch').option(
    '--yes',
    'do it; it cannot be undone',
  )
  batch
    .command('reschedule')
    .argument('<id>', 'the id that import printed')
    .argument('<time>', 'not before, ISO 8601 with offset; for all its messages')
    .description('Give a batch another sendAt, while nothing of it has begun')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', help.batch)
    .action((id: string, sendAt: string, _options: RenameOptions, command: Command) =>
      withTools((tools) =>
        change(tools, { id, body: { sendAt }, ...command.optsWithGlobals<RenameOptions>() }),
      ),
    )
  batch
    .command('pace')
    .argument('<id>', 'the id that import printed')
    .argument('<count>', 'begin at most so many of it in any minute; "none": as many as the account may send')
    .description('Make a batch slower or faster than its account')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', help.batch)
    .action((id: string, count: string, _options: RenameOptions, command: Command) =>
      withTools((tools) =>
        change(tools, {
          id,
          body: { maxPerMinute: readCount(count, speechOf(tools.terminal.env).words) },
          ...command.optsWithGlobals<RenameOptions>(),
        }),
      ),
    )
  batch
    .command('rename')
    .argument('<id>', 'the id that import printed')
    .argument('<name>', 'what it is called from now on, up to 100 characters')
    .description('Give a batch another name')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', help.batch)
    .action((id: string, name: string, _options: RenameOptions, command: Command) =>
      withTools((tools) =>
        change(tools, { id, body: { name }, ...command.optsWithGlobals<RenameOptions>() }),
      ),
    )
}

interface RenameOptions {
  readonly json?: boolean
}

async function change(
  { terminal, client, account }: CommandContext,
  {
    id,
    body,
    json = false,
  }: RenameOptions & {
    readonly id: string
    readonly body: { name: string } | { sendAt: string } | { maxPerMinute: number | null }
  },
): Promise<ExitCode> {
  const state = await client.renameBatch({ params: { account, id }, body })
  printResult(terminal, json, state, describeBatch(state, speechOf(terminal.env)))
  return exitCode.ok
}

function readCount(text: string, { batches }: Words): number | null {
  if (text === 'none') return null
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw new CommandError(batches.paceWrong, { exit: exitCode.usage })
  }
  return Number(text)
}

async function control(
  { terminal, client, account }: CommandContext,
  verb: keyof typeof operations,
  id: string,
  { yes = false, json = false }: ControlOptions,
): Promise<ExitCode> {
  const speech = speechOf(terminal.env)
  const { batches } = speech.words
  if (verb === 'cancel' && !yes) {
    throw new CommandError(batches.cannotUndo, { exit: exitCode.usage })
  }
  const state = await client[operations[verb]]({ params: { account, id } })
  const { enqueued, sending } = state.counts
  const rest = verb === 'cancel' && enqueued > 0 ? [batches.notSent(enqueued)] : []
  const begun = verb !== 'resume' && sending > 0 ? [batches.goesOn(sending)] : []
  printResult(terminal, json, state, [...describeBatch(state, speech), ...rest, ...begun])
  return exitCode.ok
}
