/** As Meta numbers the faults of its WhatsApp API: 130429, 131026, 132001, 133010 … */
const metaCode = /(?<!\d)13[0-5]\d{3}(?!\d)/

/**
 * The code of why a message was not sent, or may not have been: Meta's, where upstream's words have one, else the outcome's
 * reason (`http-400`, `timeout`). It says nothing of anybody.
 * @param words - upstream's, shortened
 */
export function failureCode(reason: string, words?: string): string {
  const [code] = metaCode.exec(words ?? '') ?? []
  return code ?? reason
}
