/** What stands where something was taken out. */
const gap = '…'
/** Values of so many words or less are names and the like: each of their words may be echoed alone. */
const shortValue = 6

const quoted =
  /"[^"]*"|“[^”]*”|«[^»]*»|‘[^’]*’|`[^`]*`|\{\{?[^{}]*\}?\}|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu
/** A text that was cut may have lost the end of what it quotes. */
const openQuote = /(?:["“«‘`]|(?<![\p{L}\p{N}])')[^"”»’`']*…$/u
const address = /\S+@\S+|\b(?:https?:\/\/|www\.)\S+/giu
const word = /[\p{L}\p{N}\p{M}_]+/gu

/**
 * The words of a refusal that are the same for whomever it is about: without what they quote, addresses, anything with a digit, and
 * what the message itself says. `''`: nothing is left.
 * @param words - upstream's, shortened
 * @param says - the message's own texts, which may be personal
 */
export function generalWords(words: string, says: readonly string[]): string {
  const own = ownWords(says)
  const bare = words.replace(openQuote, gap).replace(quoted, gap).replace(address, gap)
  const found = [...bare.matchAll(word)].map(([text], place) => ({ text, place, folded: fold(text) }))
  const isOwn = found.map(({ text, folded }, place) => {
    const [before, after] = [found[place - 1]?.folded, found[place + 1]?.folded]
    return (
      /\p{N}/u.test(text) ||
      own.words.has(folded) ||
      own.pairs.has(`${before} ${folded}`) ||
      own.pairs.has(`${folded} ${after}`) ||
      // The last word may be cut.
      (after === undefined && bare.endsWith(gap) && own.beginnings.some((each) => each.startsWith(folded)))
    )
  })
  let place = 0
  const left = bare.replace(word, (text) => (isOwn[place++] ? gap : text))
  const general = left.replace(/…(?:[\s.,:;/+()-]*…)+/gu, gap).trim()
  return /\p{L}/u.test(general) ? general : ''
}

interface OwnWords {
  readonly words: ReadonlySet<string>
  readonly pairs: ReadonlySet<string>
  readonly beginnings: readonly string[]
}

function ownWords(says: readonly string[]): OwnWords {
  const words = new Set<string>()
  const pairs = new Set<string>()
  const beginnings = new Set<string>()
  for (const text of says) {
    const found = [...text.matchAll(word)].map(([each]) => fold(each))
    for (const [place, each] of found.entries()) {
      beginnings.add(each)
      if (place > 0) pairs.add(`${found[place - 1]} ${each}`)
      if (found.length === 1 || (found.length <= shortValue && each.length > 2)) words.add(each)
    }
  }
  return { words, pairs, beginnings: [...beginnings] }
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
