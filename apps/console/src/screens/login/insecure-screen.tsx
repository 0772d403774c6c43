import { Notice } from '../../parts/notice.js'
import { useWords } from '../../words/use-words.js'
import { LoginCard } from './login-card.js'

/** Over plain HTTP nobody types a password. */
export function InsecureScreen() {
  const { session } = useWords()
  return (
    <LoginCard>
      <Notice tone="bad" title={session.insecure.title} live>
        <p>{session.insecure.advice}</p>
      </Notice>
    </LoginCard>
  )
}
