import type { Readable, Writable } from 'node:stream'
import type { Env } from '@disparo/core/internal/account'
import { plainJson, plainText } from './plain-text.js'

/** What a command works with besides its arguments; a test gives its own. */
export interface Terminal {
  readonly env: Env
  readonly stdin: Readable
  /** The result, and nothing else. */
  readonly stdout: Writable & { readonly isTTY?: boolean }
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
  terminal.stdout.write(`${json ? plainJson(answer) : plainText(lines.join('\n'))}\n`)
}

/** A line for people, beside the result. */
export function printNotice({ stderr }: Pick<Terminal, 'stderr'>, line: string): void {
  stderr.write(`${plainText(line)}\n`)
}
