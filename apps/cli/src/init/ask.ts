import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { CommandError } from '../command-error.js'
import { exitCode } from '../exit-code.js'
import type { Terminal } from '../terminal.js'

/** Asks whoever sits at the terminal; `close` gives it back. */
export interface Ask {
  /** @returns what was typed, or `fallback` where nothing was */
  plain(question: string, fallback?: string): Promise<string>
  /** As `plain`, but nothing of what is typed is shown. */
  hidden(question: string): Promise<string>
  say(line: string): void
  close(): void
}

/** `undefined` where nobody sits there: then the flags must say everything. */
export function openAsk({ stdin, stderr }: Terminal, givenUp: string): Ask | undefined {
  if (!('isTTY' in stdin && stdin.isTTY && stderr.isTTY)) return undefined
  let isShown = false
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      if (isShown) stderr.write(chunk)
      done()
    },
  })
  const reader = createInterface({ input: stdin, output, terminal: true })
  // Without this a pause would be all that Ctrl-C does.
  reader.once('SIGINT', () => reader.close())
  const lines = reader[Symbol.asyncIterator]()
  const next = async () => {
    const { value, done } = await lines.next()
    if (done) throw new CommandError(givenUp, { exit: exitCode.usage })
    return value
  }
  return {
    plain: async (question, fallback) => {
      reader.setPrompt(`${question}${fallback === undefined ? '' : ` [${fallback}]`}: `)
      isShown = true
      reader.prompt()
      const typed = (await next()).trim()
      isShown = false
      return typed || (fallback ?? '')
    },
    hidden: async (question) => {
      stderr.write(`${question}: `)
      const typed = await next()
      stderr.write('\n')
      return typed
    },
    say: (line) => void stderr.write(`${line}\n`),
    close: () => reader.close(),
  }
}
