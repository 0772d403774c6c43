import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { ApiError, type NewMessage } from '@disparo/api'
import { readJson } from '@disparo/core/internal/message'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { type MessageOptions, messageOf } from './message-options.js'
import { readValues } from './message-values.js'
import { mayBeDone, refusal } from './refusal.js'
import { printResult, type Terminal } from './terminal.js'
import { speechOf, type Words } from './words/index.js'

export interface SendCommandOptions extends MessageOptions {
  readonly file?: string
  readonly values?: string
  readonly lane?: string
  readonly key?: string
  readonly sendAt?: string
  readonly expiresAt?: string
  readonly json?: boolean
}

/** Enqueues one message, from the options or from a JSON file. */
export async function sendMessage(
  { terminal, client, account, settings }: CommandContext,
  options: SendCommandOptions,
): Promise<ExitCode> {
  const { words, time } = speechOf(terminal.env)
  const { messages, common, codes } = words
  const message = await messageFrom(options, terminal, words)
  const { lane, sendAt, expiresAt } = options
  const key = options.key ?? randomUUID()
  // What is undefined is left out of JSON, so that a file's own lane and times stand; the service judges the rest.
  const body = {
    ...message,
    lane: lane ?? message.lane,
    sendAt: sendAt ?? message.sendAt,
    expiresAt: expiresAt ?? message.expiresAt,
  } as NewMessage
  const request = { params: { account }, headers: { 'idempotency-key': key }, body }
  const answer = await client.sendMessage(request).catch((error: unknown) => {
    throw error instanceof ApiError && mayBeDone(error)
      ? repeatable(refusal(error, settings, words), key, words)
      : error
  })
  const {
    id,
    created,
    estimatedSendAt,
    quietUntil,
    cappedUntil,
    hasWorker,
    lane: taken,
    suppressed,
    warnings = [],
  } = answer
  printResult(terminal, options.json ?? false, answer, [
    created ? messages.enqueued(id, common.lanes[taken]) : messages.enqueuedBefore(id),
    ...(quietUntil ? [common.quietUntil(time(quietUntil))] : []),
    ...(cappedUntil ? [common.cappedUntil(time(cappedUntil))] : []),
    ...(estimatedSendAt ? [common.sentBy(time(estimatedSendAt))] : []),
    ...(suppressed ? [messages.notSentNow(codes.failure(suppressed).reason, suppressed)] : []),
    ...warnings.map((warning) => common.again(warning.path, codes.field(warning))),
    ...(created && hasWorker === false ? [common.noWorker] : []),
  ])
  return exitCode.ok
}

async function messageFrom(
  { file, values, ...options }: SendCommandOptions,
  terminal: Terminal,
  words: Words,
): Promise<Record<string, unknown>> {
  if (file !== undefined && values !== undefined) throw usage(words.messages.fileAndValues)
  if (file !== undefined) return readMessage(file, terminal, words)
  const read = values === undefined ? options : await readValues(values, options, terminal.stdin, words)
  return messageOf(read, words)
}

async function readMessage(
  file: string,
  { stdin }: Terminal,
  { common, messages }: Words,
): Promise<Record<string, unknown>> {
  const content = await (file === '-' ? text(stdin) : readFile(file, 'utf8')).catch(
    (cause: NodeJS.ErrnoException) => {
      throw usage(common.unreadable(file, cause.code ?? common.unknown))
    },
  )
  let message: unknown
  try {
    message = readJson(content)
  } catch (error) {
    throw usage(messages.wrongFile(file === '-' ? messages.stdin : file, (error as Error).message))
  }
  if (typeof message === 'object' && message !== null && !Array.isArray(message)) return { ...message }
  throw usage(messages.noObject)
}

/** The connection may have broken after the message was taken. */
function repeatable(error: CommandError, key: string, { messages }: Words): CommandError {
  return new CommandError(`${error.message}\n${messages.repeat(key)}`, { cause: error.cause })
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
