import type { Message } from '../../message/index.js'
import { noSeal, type Seal, tryOpen } from '../../seal/index.js'
import type { StoredJob } from './send-job.js'

/**
 * The job's data as Redis is to have it, from the message as JSON. Which message of which batch it is stays readable, and when it
 * expires.
 */
export function sealedJobText(
  seal: Seal,
  id: string,
  { text, ...terms }: Omit<StoredJob, 'message'> & { readonly text: string },
): string {
  const message = seal === noSeal ? text : JSON.stringify(seal.seal('message', id, text))
  const rest = JSON.stringify(terms)
  return `{"message":${message}${rest === '{}' ? '' : `,${rest.slice(1, -1)}`}}`
}

/**
 * A job's data as Redis has it, with its message opened where it is sealed; anything else is answered as it is, for
 * `SendJob` to judge.
 * @throws DataKeyMissingError
 * @throws BrokenSealError
 */
export function openJob(seal: Seal, id: string, data: unknown): unknown {
  if (!hasText(data)) return data
  const message = readJson(seal.open('message', id, data.message))
  return message === undefined ? data : { ...data, message }
}

/** The message of a job, as far as it can be shown: none where its data is poisoned, or sealed with a key that we lack. */
export function messageOfJob(
  seal: Seal | undefined,
  id: string,
  { message }: Partial<StoredJob>,
): Partial<Message> | undefined {
  if (typeof message !== 'string') return message
  const text = tryOpen(seal ?? noSeal, 'message', id, message)
  return text === undefined ? undefined : (readJson(text) as Partial<Message> | undefined)
}

function hasText(data: unknown): data is { readonly message: string } {
  return typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string'
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
