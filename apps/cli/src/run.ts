import { CommanderError } from 'commander'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { describeUsageError } from './localize-program.js'
import { createProgram } from './program.js'
import { printNotice, printResult, type Terminal } from './terminal.js'
import { wordsOf } from './words/index.js'

/** Runs `disparo` with these arguments, and answers its exit code. With `--json` a problem is printed as JSON, too. */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCode.ok
  const program = createProgram(terminal, (finished) => {
    code = finished
  })
  if (args.length === 0) {
    program.outputHelp({ error: true })
    return exitCode.usage
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) {
      const said = describeUsageError(error, wordsOf(terminal.env))
      if (said !== undefined) printNotice(terminal, said)
      return error.exitCode === 0 ? exitCode.ok : exitCode.usage
    }
    if (!(error instanceof CommandError)) throw error
    printNotice(terminal, error.message)
    if (args.includes('--json') && error.answer !== undefined) printResult(terminal, true, error.answer, [])
    return error.exit
  }
}
