/** What counts of a word that people reply: case, accents, punctuation, emoji and blanks around it make no difference. */
export function plainWord(text: string): string {
  const letters = text.normalize('NFKD').replace(/[\p{M}\p{P}\p{S}\p{Cf}]/gu, '')
  return letters.replace(/\s+/gu, ' ').trim().toLowerCase()
}
