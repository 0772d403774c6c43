import type { Readable, Writable } from 'node:stream'
import type { Env } from '@disparo/core/account'

/** What a command works with besides its arguments; a test gives its own. */
export interface Terminal {
  readonly env: Env
  readonly stdin: Readable
  /** The result, and nothing else. */
  readonly stdout: Writable
  /** Progress and errors. A progress bar is drawn where this is a terminal. */
  readonly stderr: Writable & { readonly isTTY?: boolean }
}

/** One JSON object for programs, or lines for people. */
export function printResult(
  terminal: Terminal,
  json: boolean,
  answer: unknown,
  lines: readonly string[],
): void {
  terminal.stdout.write(`${json ? JSON.stringify(answer) : lines.join('\n')}\n`)
}
