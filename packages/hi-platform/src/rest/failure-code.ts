import { createHash } from 'node:crypto'
import { generalWords } from './general-words.js'

/** As Meta numbers the faults of its WhatsApp API: 130429, 131026, 132001, 133010 … */
const metaCode = /(?<!\d)13[0-5]\d{3}(?!\d)/
/** Whose words tell one refusal from another: those of an answer, by its status or its id. */
const ofAnswer = /^(?:http|xml)-/

/**
 * The code of why a message was not sent, or may not have been: Meta's, where upstream's words have one, else the outcome's
 * reason (`http-400`, `timeout`). It says nothing of anybody.
 * @param words - upstream's, shortened
 */
export function failureCode(reason: string, words?: string): string {
  const [code] = metaCode.exec(words ?? '') ?? []
  return code ?? reason
}

/** Why, and in which words, where those are no one's: they are the same for all whom such a refusal is about. */
export interface NamedFailure {
  readonly code: string
  readonly words?: string
}

/**
 * As `failureCode`, but that different refusals of one reason have different codes: `http-400-3f9a2c`, the end a hash of
 * upstream's words without what is the message's own.
 * @param says - the message's own texts, which may be personal
 */
export function nameFailure(
  reason: string,
  words: string | undefined,
  says: readonly string[],
): NamedFailure {
  const code = failureCode(reason, words)
  const general = words && code === reason && ofAnswer.test(reason) ? generalWords(words, says) : ''
  if (general === '') return { code }
  const hash = createHash('sha256').update(general.toLowerCase()).digest('hex').slice(0, 6)
  return { code: `${code}-${hash}`, words: general }
}
