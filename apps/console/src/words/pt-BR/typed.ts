/** What is typed before something that cannot be taken back. */
export const typed = {
  type: (word: string) => `Para confirmar, digite ${word}`,
  wrong: (word: string) => `Digite ${word}, em maiúsculas.`,
}
