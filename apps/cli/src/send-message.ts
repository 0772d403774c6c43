import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { ApiError, explainFailure, type NewMessage } from '@disparo/api'
import { readJson } from '@disparo/core/internal/message'
import type { CommandContext } from './command-context.js'
import { CommandError } from './command-error.js'
import { type ExitCode, exitCode } from './exit-code.js'
import { type MessageOptions, messageOf } from './message-options.js'
import { readValues } from './message-values.js'
import { noWorker } from './no-worker.js'
import { mayBeDone, refusal } from './refusal.js'
import { printResult, type Terminal } from './terminal.js'

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
  const message = await messageFrom(options, terminal)
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
    throw error instanceof ApiError && mayBeDone(error) ? repeatable(refusal(error, settings), key) : error
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
    created
      ? `Message ${id} is enqueued in the ${taken} lane.`
      : `Message ${id} was enqueued before with this key.`,
    ...(quietUntil ? [`It waits for quiet hours to end, at ${quietUntil}.`] : []),
    ...(cappedUntil
      ? [`Its person has had as many messages as frequencyCap allows, until ${cappedUntil}.`]
      : []),
    ...(estimatedSendAt ? [`It should be sent by ${estimatedSendAt}.`] : []),
    ...(suppressed ? [`It would not be sent now: ${explainFailure(suppressed).reason} (${suppressed})`] : []),
    ...warnings.map(({ path, message }) => `Look again: ${path} ${message}.`),
    ...(created && hasWorker === false ? [noWorker] : []),
  ])
  return exitCode.ok
}

async function messageFrom(
  { file, values, ...options }: SendCommandOptions,
  terminal: Terminal,
): Promise<Record<string, unknown>> {
  if (file !== undefined && values !== undefined) {
    throw usage('--file has the whole message: leave out --values.')
  }
  if (file !== undefined) return readMessage(file, terminal)
  return messageOf(values === undefined ? options : await readValues(values, options, terminal.stdin))
}

async function readMessage(file: string, { stdin }: Terminal): Promise<Record<string, unknown>> {
  const content = await (file === '-' ? text(stdin) : readFile(file, 'utf8')).catch(
    (cause: NodeJS.ErrnoException) => {
      throw usage(`${file} cannot be read (${cause.code ?? 'unknown'}).`)
    },
  )
  let message: unknown
  try {
    message = readJson(content)
  } catch (error) {
    throw usage(`${file === '-' ? 'The standard input' : file}: ${(error as Error).message}.`)
  }
  if (typeof message === 'object' && message !== null && !Array.isArray(message)) return { ...message }
  throw usage('A message must be a JSON object; many messages go with: disparo import')
}

/** The connection may have broken after the message was taken. */
function repeatable(error: CommandError, key: string): CommandError {
  return new CommandError(`${error.message}\nRepeat it with --key ${key}, so that it is not sent twice.`, {
    cause: error.cause,
  })
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
