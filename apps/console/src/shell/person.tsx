import { useLogout } from '../api/session.js'
import { Button, buttonClass } from '../parts/button.js'
import { useWords } from '../words/use-words.js'
import { LanguageSelect } from './language-select.js'
import styles from './person.module.css'
import { useSigned } from './session.js'

/** Who is logged in, in which language they read, and the way out. */
export function Person() {
  const words = useWords()
  const { session, may } = useSigned()
  const logout = useLogout()
  return (
    <div className={styles.person}>
      <p className={styles.user}>
        <span className="visually-hidden">{words.common.signedInAs(session.user)}</span>
        <span aria-hidden="true">{session.user}</span>
      </p>
      <LanguageSelect />
      {may('read') ? (
        <a
          className={`${buttonClass('quiet', 'small')} ${styles.board}`}
          href="/admin/queues"
          target="_blank"
          rel="noreferrer"
        >
          {words.common.board}
        </a>
      ) : null}
      <Button size="small" busy={logout.isPending} onClick={() => logout.mutate()}>
        {words.common.logOut}
      </Button>
    </div>
  )
}
