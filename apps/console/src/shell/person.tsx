import { useLogout } from '../api/session.js'
import { Button, buttonClass } from '../parts/button.js'
import { useSpeech } from '../words/use-words.js'
import { languages } from '../words/words.js'
import styles from './person.module.css'
import { useSigned } from './session.js'

/** Who is logged in, in which language they read, and the way out. */
export function Person() {
  const { words, language, choose } = useSpeech()
  const { session, may } = useSigned()
  const logout = useLogout()
  return (
    <div className={styles.person}>
      <p className={styles.user}>
        <span className="visually-hidden">{words.common.signedInAs(session.user)}</span>
        <span aria-hidden="true">{session.user}</span>
      </p>
      <label className={styles.language}>
        <span className="visually-hidden">{words.common.language}</span>
        <select
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
        </select>
      </label>
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
