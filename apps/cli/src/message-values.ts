import { readFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { CommandError } from './command-error.js'
import { exitCode } from './exit-code.js'
import type { MessageOptions } from './message-options.js'
import type { Words } from './words/index.js'

/** Options that tell of a person, by their names on a line; those with `true` may come on several. */
const isRepeated = {
  to: false,
  body: true,
  'header-text': false,
  'header-image': false,
  'header-document': false,
  'header-filename': false,
  'header-video': false,
  otp: false,
  coupon: false,
  button: true,
  'external-label': false,
  reference: false,
  metadata: true,
} as const satisfies Record<string, boolean>
type Name = keyof typeof isRepeated

/**
 * Options of `disparo send` as a file has them, or the standard input (`-`): lines of `name=value`.
 * @throws CommandError naming the line, never what is on it
 */
export async function readValues(
  path: string,
  options: MessageOptions,
  stdin: Readable,
  { common, messages }: Words,
): Promise<MessageOptions> {
  const content = await (path === '-' ? text(stdin) : readFile(path, 'utf8')).catch(
    (cause: NodeJS.ErrnoException) => {
      throw usage(common.unreadable(path, cause.code ?? common.unknown))
    },
  )
  const named = path === '-' ? common.stdin : path
  const read: Record<string, string | string[]> = {}
  for (const [index, line] of content.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [, name = '', value = ''] = /^\s*([a-z-]+)=(.*)$/.exec(line) ?? []
    if (!isName(name)) {
      const names = Object.keys(isRepeated).join(', ')
      throw usage(messages.valuesLine(index + 1, named, names))
    }
    const option = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
    const isGiven = Reflect.has(options, option) || (!isRepeated[name] && option in read)
    if (isGiven) throw usage(messages.valuesTwice(index + 1, named, name))
    read[option] = isRepeated[name] ? [...(read[option] ?? []), value] : value
  }
  return { ...options, ...read }
}

function isName(name: string): name is Name {
  return Object.hasOwn(isRepeated, name)
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
