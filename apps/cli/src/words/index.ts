/** What `disparo` says to people, in each language. What programs read (`--json`, codes) is in none of them. */
export { helpPhrase, helpText, translatedHelp } from './help.js'
export { type Language, languageOf } from './language.js'
export { programSpeech, type Speech, speechOf } from './speech.js'
export { type Words, wordsOf } from './words.js'
