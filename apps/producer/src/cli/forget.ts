import type { ForgetReceipt } from '@disparo/core'
import { type Command, Option } from 'commander'
import { CommandError } from './command-error.js'
import { count } from './count.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { startProgress } from './progress.js'
import type { Service } from './service.js'
import { printResult } from './terminal.js'
import type { Tools, WithTools } from './tools.js'

const examples = `
Messages still to be sent to this person are cancelled. Nothing of them stays in Redis but statuses, times and counts; this
cannot be undone. Stop sending to them first. It is safe to repeat, and to be repeated where it says so.

Examples:
  disparo forget 5511900000001 --yes
  disparo --account loja forget '+55 11 90000-0001' --yes --json`

interface ForgetCommandOptions {
  readonly yes?: boolean
  readonly json?: boolean
}

/** `disparo forget PHONE`: forgets one person. */
export function addForgetCommand(program: Command, withTools: WithTools): void {
  program
    .command('forget')
    .argument('<phone>', 'in any usual writing, with or without the ninth digit')
    .description('Forget a person')
    .option('--yes', 'do it; it cannot be undone')
    .addOption(new Option('--json', 'print one JSON object'))
    .addHelpText('after', examples)
    .action((phone: string, options: ForgetCommandOptions) =>
      withTools((tools) => forgetPerson(tools, phone, options)),
    )
}

async function forgetPerson(
  { terminal, service }: Tools,
  phone: string,
  { yes = false, json = false }: ForgetCommandOptions,
): Promise<ExitCode> {
  if (!yes) {
    throw new CommandError('This cannot be undone: repeat the command with --yes to forget this person.', {
      exit: exitCode.usage,
    })
  }
  const receipt = await forget({ terminal, service }, phone)
  const { messages, jobs, pending, unreadable } = receipt
  printResult(terminal, json, receipt, [
    `Forgotten: ${count(messages, 'message')}; ${count(jobs, 'job')} removed from the lanes.`,
    ...(pending > 0
      ? [`${count(pending, 'message')} under way or in doubt: forgotten when that is over.`]
      : []),
    ...(unreadable > 0
      ? [
          `${count(unreadable, 'text')} could not be opened: give the producer every data key, and repeat this.`,
        ]
      : []),
  ])
  return unreadable > 0 ? exitCode.failed : exitCode.ok
}

/** While it goes through Redis, it says how far it is: the number of keys is known with the first line. */
async function forget({ terminal, service }: Pick<Tools, 'terminal'> & { service: Service }, phone: string) {
  let progress: ReturnType<typeof startProgress> | undefined
  try {
    const answer = await service.follow(
      {
        method: 'POST',
        path: '/forget',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ recipient: phone }),
      },
      (line) => {
        const { looked, of } = line as { looked: number; of: number }
        progress ??= startProgress(terminal, { label: 'Looking at keys', total: of, unit: String })
        progress.update(looked)
      },
    )
    return answer as ForgetReceipt
  } finally {
    progress?.stop()
  }
}
