import type { Env } from '@disparo/core/internal/account'
import { en } from './en.js'
import { momentFormat } from './moment.js'
import { type Words, wordsOf } from './words.js'

/** What people are told with: words, and times in the zone of their terminal. */
export interface Speech {
  readonly words: Words
  /** `2026-11-30 16:10 -03:00` */
  time(at: string): string
  /** The same with seconds. */
  exact(at: string): string
}

/** As the environment asks for it: the locale for the words, `TZ` for the times. */
export function speechOf(env: Env): Speech {
  const format = momentFormat(env.TZ)
  return {
    words: wordsOf(env),
    time: (at) => format(at, 'minutes'),
    exact: (at) => format(at, 'seconds'),
  }
}

/** What `--json` is told in, whatever the locale and the zone: English, and times as they are (UTC). */
export const programSpeech: Speech = { words: en, time: (at) => at, exact: (at) => at }
