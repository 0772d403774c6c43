import { z } from 'zod'
import { readJsonObject } from './json-object.js'

/** One word of at most 128 characters, or a whole number; "Mensagem enfileirada" is a sentence and no id. */
export const UpstreamId = z
  .union([z.string().trim(), z.int().nonnegative().transform(String)])
  .pipe(z.string().regex(/^[^\s\p{C}]{1,128}$/u))
  .optional()
  .catch(undefined)

const WithId = z.object({ id: UpstreamId, messageId: UpstreamId })

const Answer = WithId.extend({
  data: z
    .union([WithId.transform((data) => data.id ?? data.messageId), UpstreamId])
    .optional()
    .catch(undefined),
})

/**
 * The id in the answer to an accepted message, if there is one. The answer is documented nowhere: looked for, in this
 * order, in `data`, `data.id`, `data.messageId`, `id` and `messageId`; a body that is empty or no JSON simply has none.
 */
export function readUpstreamId(body: string): string | undefined {
  const answer = Answer.safeParse(readJsonObject(body))
  return answer.success ? (answer.data.data ?? answer.data.id ?? answer.data.messageId) : undefined
}
