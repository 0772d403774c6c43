import { plainWord } from '../../account/index.js'

/** No word is longer, however much stands around it. */
const longest = 1_024

/**
 * Tells whether a reply asks for nothing more: its whole text is one of the words. Case, accents, punctuation, emoji and
 * blanks around it make no difference, other words do.
 */
export function optOutWords(words: readonly string[]): (text: string) => boolean {
  const known = new Set(words.map(plainWord).filter((word) => word !== ''))
  return (text) => text.length <= longest && known.has(plainWord(text))
}
