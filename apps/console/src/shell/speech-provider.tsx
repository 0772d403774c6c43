import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { formatOf } from '../words/format.js'
import { SpeechContext } from '../words/use-words.js'
import { type Language, loadWords, type Words } from '../words/words.js'
import { languageStore } from './language-store.js'

interface SpeechProviderProps {
  readonly first: { readonly language: Language; readonly words: Words }
  readonly children: ReactNode
}

/** Says everything in one language, and changes it without loading the page anew. */
export function SpeechProvider({ first, children }: SpeechProviderProps) {
  const [{ language, words }, setSpoken] = useState(first)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speech = useMemo(
    () => ({
      language,
      words,
      format: formatOf(language),
      choose: (next: Language) => {
        languageStore.keep(next)
        void loadWords(next).then((loaded) => setSpoken({ language: next, words: loaded }))
      },
    }),
    [language, words],
  )
  return <SpeechContext value={speech}>{children}</SpeechContext>
}
