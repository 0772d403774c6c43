import { type ReactNode, useEffect } from 'react'
import { Select } from '../../parts/field.js'
import { useSpeech } from '../../words/use-words.js'
import { languages } from '../../words/words.js'
import styles from './login-screen.module.css'

/** What stands where nobody is logged in. */
export function LoginCard({ children }: { readonly children: ReactNode }) {
  const { words, language, choose } = useSpeech()
  useEffect(() => {
    document.title = `${words.session.title} · ${words.common.product}`
  }, [words])
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <span className={styles.logo} aria-hidden="true" />
        <h1>{words.session.title}</h1>
        {children}
      </div>
      <Select
        className={styles.language ?? ''}
        label={words.common.language}
        hideLabel
        value={language}
        onChange={({ target }) => choose(target.value === 'en' ? 'en' : 'pt-BR')}
      >
        {languages.map((each) => (
          <option key={each} value={each}>
            {words.common.languages[each]}
          </option>
        ))}
      </Select>
    </main>
  )
}
