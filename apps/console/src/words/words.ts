import { type Language, languages } from './languages.js'
import type { MoreWords, Words } from './shape.js'

export type { Language, MoreWords, Words }
export { languages }

const loaders: Readonly<Record<Language, () => Promise<{ readonly words: Words }>>> = {
  'pt-BR': () => import('./pt-BR.js'),
  en: () => import('./en.js'),
}

/** Each language is a file of its own: only the one that is read is loaded. */
export async function loadWords(language: Language): Promise<Words> {
  const { words } = await loaders[language]()
  return words
}

const moreLoaders: Readonly<Record<Language, () => Promise<{ readonly more: MoreWords }>>> = {
  'pt-BR': () => import('./pt-BR-more.js'),
  en: () => import('./en-more.js'),
}
const loading = new Map<Language, Promise<MoreWords>>()

/** The same promise each time, as React's `use` wants it. */
export function loadMoreWords(language: Language): Promise<MoreWords> {
  const known = loading.get(language)
  if (known) return known
  const loaded = moreLoaders[language]().then(({ more }) => more)
  loading.set(language, loaded)
  loaded.catch(() => loading.delete(language))
  return loaded
}

/** The language that was chosen here, else the first of the browser's that there is, else Portuguese. */
export function preferredLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const known = languages.find((language) => language === chosen)
  if (known) return known
  const first = preferred.map((each) => each.toLowerCase()).find((each) => /^(?:pt|en)(?:-|$)/.test(each))
  return first?.startsWith('en') ? 'en' : 'pt-BR'
}
