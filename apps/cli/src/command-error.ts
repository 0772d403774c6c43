import { type ExitCode, exitCode } from './exit-code.js'

/** Ends the command with a message that says what to do; `answer` is what `--json` prints besides. */
export class CommandError extends Error {
  readonly code = 'COMMAND'
  readonly exit: ExitCode
  readonly answer: unknown

  constructor(message: string, options: ErrorOptions & { exit?: ExitCode; answer?: unknown } = {}) {
    super(message, options)
    this.name = 'CommandError'
    this.exit = options.exit ?? exitCode.failed
    this.answer = options.answer
  }
}
