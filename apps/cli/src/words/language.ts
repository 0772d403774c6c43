import type { Env } from '@disparo/core/internal/account'

export type Language = 'en' | 'pt-BR'

/** What the locale of messages says, in the order of POSIX (XBD 8.2): LC_ALL, LC_MESSAGES, LANG, of which an empty one counts as not set. */
export function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Env): Language {
  return /^pt(?:[_.@-]|$)/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'pt-BR' : 'en'
}
