import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { environmentWith } from '../stack/config.js'
import { repositoryRoot } from '../stack/repository.js'

interface CommandOptions {
  /** Besides this process's own environment. */
  readonly env?: Readonly<Record<string, string>>
  /** Default 60,000; then it is killed. */
  readonly deadlineMs?: number
  readonly signal?: AbortSignal
}

/** What a command says. */
interface Said {
  readonly stdout: string
  readonly stderr: string
}

/** A command did not succeed. The message has the end of all that it said. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly code = 'COMMAND'

  constructor(command: readonly string[], end: string, output: string, options?: ErrorOptions) {
    super(`${command.slice(0, 3).join(' ')} … did not succeed (${end}):\n${output.slice(-4_000)}`, options)
  }
}

/**
 * Runs a command in the repository's root.
 * @throws CommandError when it cannot be started, fails or takes too long
 */
export async function runCommand(command: readonly string[], options: CommandOptions = {}): Promise<Said> {
  const { env = {}, deadlineMs = 60_000, signal } = options
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    cwd: repositoryRoot,
    env: environmentWith(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: deadlineMs,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code, killedBy] = await (once(child, 'close') as Promise<[number | null, string | null]>).catch(
    (cause: Error) => {
      throw new CommandError(command, 'it could not be run to its end', stdout + stderr || cause.message, {
        cause,
      })
    },
  )
  if (code === 0) return { stdout, stderr }
  throw new CommandError(command, killedBy ?? `exit code ${code}`, stdout + stderr)
}
