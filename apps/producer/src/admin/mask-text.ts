/** Stands for everything that the board does not show. */
export const mask = '•••'

/** However grouped: a phone number, or a one-time code. */
const longNumber = /[+(]?\p{Nd}(?:[\s().+-]{0,3}\p{Nd}){4,}/gu

/** A single character is in most texts, and tells nobody anything. */
const shortestSecret = 2

/** Free text, such as why a job failed, without what must not be seen: these secrets, and runs of 5 or more digits. */
export function maskText(text: string, secrets: Iterable<string>): string {
  const longestFirst = [...new Set(secrets)]
    .filter((secret) => secret.length >= shortestSecret)
    .sort((one, other) => other.length - one.length)
  return longestFirst
    .reduce((shown, secret) => shown.replaceAll(secret, mask), text)
    .replace(longNumber, mask)
}
