import { z } from 'zod'
import { readJsonContainer } from './json-object.js'

/** One word of at most 128 characters, or a whole number; "Mensagem enfileirada" is a sentence and no id. */
export const UpstreamId = z
  .union([z.string().trim(), z.int().nonnegative().transform(String)])
  .pipe(z.string().regex(/^[^\s\p{C}]{1,128}$/u))
  .optional()
  .catch(undefined)

/** Ids nest no deeper than `data.messages[0].message.id`, and one POST is of one message. */
const deepest = 4
const mostItems = 8

/**
 * The id in the answer to an accepted message, if there is one. The answer is documented nowhere: looked for, in this
 * order, in `data`, `id`, `messageId`, `message_id`, `messages` and `message`, and in what these hold, arrays too. Of
 * letters alone, what stands in `data` itself is no id: "OK". Ids that contradict each other are none.
 */
export function readUpstreamId(body: string): string | undefined {
  return idIn(readJsonContainer(body), deepest)
}

function idIn(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null || depth === 0) return undefined
  if (Array.isArray(value)) {
    const ids = new Set(value.slice(0, mostItems).map((item) => idIn(item, depth - 1)))
    ids.delete(undefined)
    return ids.size === 1 ? [...ids][0] : undefined
  }
  const { data, id, messageId, message_id, messages, message } = value as Record<string, unknown>
  return (
    bareId(data) ??
    idIn(data, depth - 1) ??
    UpstreamId.parse(id) ??
    UpstreamId.parse(messageId) ??
    UpstreamId.parse(message_id) ??
    idIn(messages, depth - 1) ??
    idIn(message, depth - 1)
  )
}

/** A word of letters alone, such as "OK" or "enfileirada.", is no id. */
function bareId(value: unknown): string | undefined {
  const word = UpstreamId.parse(value)
  return word === undefined || /^\p{L}+\p{P}*$/u.test(word) ? undefined : word
}
