import { ApiError } from '@disparo/api'
import { type FormEvent, useEffect, useRef } from 'react'
import { type NoSession, useLogin } from '../../api/session.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Field } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import type { Format } from '../../words/format.js'
import { useSpeech } from '../../words/use-words.js'
import type { Words } from '../../words/words.js'
import { LoginCard } from './login-card.js'
import styles from './login-screen.module.css'

/** Where somebody says who they are. What they typed goes into one request, and nowhere else. */
export function LoginScreen({ why }: { readonly why: NoSession }) {
  const { words, format } = useSpeech()
  const login = useLogin()
  const told = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (login.error || why !== 'none') told.current?.focus()
  }, [login.error, why])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    login.mutate({ user: String(form.get('user')), password: String(form.get('password')) })
  }
  return (
    <LoginCard>
      <p className={styles.lead}>{words.session.lead}</p>
      {why !== 'none' && !login.error ? (
        <div ref={told} tabIndex={-1} className={styles.told}>
          <Notice tone="info" title={why === 'ended' ? words.session.ended : words.session.loggedOut} live />
        </div>
      ) : null}
      {login.error ? (
        <div ref={told} tabIndex={-1} role="alert" className={styles.told}>
          <Notice tone="bad" title={explain(login.error, words, format)} />
        </div>
      ) : null}
      <form className={styles.form} onSubmit={submit}>
        <Field
          label={words.session.user}
          name="user"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          required
        />
        <Field
          label={words.session.password}
          name="password"
          type="password"
          autoComplete="current-password"
          maxLength={200}
          required
        />
        <Button type="submit" look="primary" busy={login.isPending}>
          {login.isPending ? words.session.submitting : words.session.submit}
        </Button>
      </form>
    </LoginCard>
  )
}

function explain(error: Error, words: Words, format: Format): string {
  const { code, retryAfterMs = 60_000 } = error instanceof ApiError ? error : { code: 'failed' }
  if (code === 'unauthorized' || code === 'invalid-request') return words.session.wrong
  if (code === 'too-many-failures') return words.session.tooMany(format.duration(retryAfterMs))
  if (code === 'insecure-connection') return words.session.insecure.advice
  const { title, advice } = words.troubles[troubleOf(error)?.kind ?? 'failed']
  return `${title}. ${advice}`
}
