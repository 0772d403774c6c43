import type { Language } from './language.js'
import { commands } from './pt-BR/help/commands.js'
import { moreOptions } from './pt-BR/help/more-options.js'
import { options } from './pt-BR/help/options.js'
import { texts } from './pt-BR/help/texts.js'

const known: Readonly<Record<string, string>> = { ...commands, ...options, ...moreOptions }
const starts = Object.keys(texts)

/**
 * What the definitions of commands say, in a language. They say it in English, beside what it is about; what has no translation
 * stays as it is.
 */
export function helpPhrase(english: string, language: Language): string {
  return language === 'pt-BR' ? (known[english] ?? english) : english
}

/** The same of what stands below the options, a paragraph each. Of examples only the title is said. */
export function helpText(
  english: string,
  language: Language,
  titles: Readonly<Record<string, string>>,
): string {
  if (language === 'en') return english
  return english
    .split('\n\n')
    .map((paragraph) => {
      const [before = '', body = '', after = ''] = /^(\n*)(.*?)(\n*)$/s.exec(paragraph)?.slice(1) ?? []
      const start = starts.find((each) => body.startsWith(each))
      const [title = ''] = body.split('\n', 1)
      const said = start === undefined ? (titles[title] ?? title) + body.slice(title.length) : texts[start]
      return before + said + after
    })
    .join('\n\n')
}

/** All that is translated, for the test that nothing is forgotten or left over. */
export const translatedHelp = { phrases: known, texts }
