import { type ReactNode, useEffect } from 'react'
import { LanguageSelect } from '../../shell/language-select.js'
import { useWords } from '../../words/use-words.js'
import styles from './login-screen.module.css'

/** What stands where nobody is logged in. */
export function LoginCard({ children }: { readonly children: ReactNode }) {
  const words = useWords()
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
      <LanguageSelect className={styles.language} />
    </main>
  )
}
