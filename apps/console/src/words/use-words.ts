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

interface Failure {
  readonly code: string
  readonly reason: string
  readonly advice: string
}

/** What a failure means, in the language of the screen where it has words for it, else as the service says it. */
export function useFailureWords(): (failure: Failure) => Pick<Failure, 'reason' | 'advice'> {
  const { failures } = useMoreWords()
  return ({ code, reason, advice }) => {
    // Refusals in other words have a hash of them at the end.
    const plain = code.replace(/(?<=^(?:http|xml)-\w+)-[0-9a-f]{6}$/, '')
    const own = Object.hasOwn(failures, plain) ? failures[plain] : undefined
    return own ? { reason: own[0], advice: own[1] } : { reason, advice }
  }
}
