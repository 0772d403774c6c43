import { failureKey } from '@disparo/api'
import { createContext, use } from 'react'
import type { Format } from './format.js'
import { type Language, loadMoreWords, type MoreWords, type Words } from './words.js'

/** What everything on the screen is said with. */
export interface Speech {
  readonly language: Language
  readonly words: Words
  readonly format: Format
  readonly choose: (language: Language) => void
}

export const SpeechContext = createContext<Speech | undefined>(undefined)

export function useSpeech(): Speech {
  const speech = use(SpeechContext)
  if (!speech) throw new Error('Nothing is said outside a SpeechContext')
  return speech
}

export const useWords = (): Words => useSpeech().words

/** Suspends until they are loaded. */
export const useMoreWords = (): MoreWords => use(loadMoreWords(useSpeech().language))

interface Told {
  /** What happened. */
  readonly reason: string
  /** What to do. */
  readonly advice: string
}

/** What the code of a failure means, in the language of the screen. */
export function useFailureWords(): (code: string) => Told {
  const { failures } = useMoreWords()
  return (code) => {
    const [reason = code, advice = ''] = failures[failureKey(code, failures)] ?? []
    return { reason, advice }
  }
}
