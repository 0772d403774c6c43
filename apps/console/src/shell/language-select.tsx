import { Select } from '../parts/field.js'
import { useSpeech } from '../words/use-words.js'
import { languages } from '../words/words.js'

/** In which language everything is said. */
export function LanguageSelect({ className = '' }: { readonly className?: string | undefined }) {
  const { words, language, choose } = useSpeech()
  return (
    <Select
      className={className}
      label={words.common.language}
      hideLabel
      value={language}
      onChange={({ target }) => {
        const chosen = languages.find((each) => each === target.value)
        if (chosen) choose(chosen)
      }}
    >
      {languages.map((each) => (
        <option key={each} value={each}>
          {words.common.languages[each]}
        </option>
      ))}
    </Select>
  )
}
