const readChars = 4096
const shownChars = 200

/**
 * Upstream's explanation, fit to be stored and shown: at most 200 characters, no markup, no control characters, and no
 * run of 8 or more digits (however grouped: it may be the recipient's number).
 */
export function describeRejection(body: string): string {
  const text = body
    .slice(0, readChars)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[<>\p{C}]/gu, ' ')
    .replace(/[+(]?\p{Nd}(?:[\s().+-]{0,3}\p{Nd}){7,}/gu, '***')
    .replace(/\s+/g, ' ')
    .trim()
  const shown = Array.from(text)
  return shown.length <= shownChars ? text : `${shown.slice(0, shownChars - 1).join('')}…`
}
