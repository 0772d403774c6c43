const key = 'disparo-language'

/** All that the console keeps in a browser besides its session. It may be forbidden to keep anything. */
export const languageStore = {
  read: (): string | null => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  },
  keep: (language: string): void => {
    try {
      localStorage.setItem(key, language)
    } catch {
      // It is asked for again the next time.
    }
  },
}
