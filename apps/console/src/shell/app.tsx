import type { Session } from '@disparo/api'
import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, Suspense, useMemo, useRef } from 'react'
import { Redirect, useRoute } from 'wouter'
import { createQueryClient } from '../api/query-client.js'
import { type NoSession, useSessionQuery } from '../api/session.js'
import { troubleOf } from '../api/trouble.js'
import { Blank, Loading } from '../parts/blank.js'
import { useWords } from '../words/use-words.js'
import styles from './app.module.css'
import { Frame } from './frame.js'
import { SignedContext } from './session.js'

interface AppProps {
  readonly login: (why: NoSession) => ReactNode
  readonly insecure: ReactNode
  readonly children: ReactNode
}

const queries = createQueryClient()

export function App(props: AppProps) {
  return (
    <QueryClientProvider client={queries}>
      <Suspense>
        <Gate {...props} />
      </Suspense>
    </QueryClientProvider>
  )
}

/** Shows nothing of the service before somebody is logged in. */
function Gate({ login, insecure, children }: AppProps) {
  const words = useWords()
  const { data, error } = useSessionQuery()
  // While it is asked again, it is still told why there was no answer.
  const last = useRef(error)
  if (error) last.current = error
  if (typeof data === 'object') return <Signed session={data}>{children}</Signed>
  if (data !== undefined) return login(data)
  if (error && isInsecure(error)) return insecure
  const trouble = troubleOf(last.current)
  return (
    <main className={styles.alone}>
      <h1 className="visually-hidden">{words.common.product}</h1>
      {trouble ? (
        <Blank live title={words.troubles[trouble.kind].title} advice={words.troubles[trouble.kind].advice} />
      ) : (
        <Loading label={words.common.loading} lines={3} />
      )}
    </main>
  )
}

function isInsecure(error: Error): boolean {
  return 'code' in error && error.code === 'insecure-connection'
}

function Signed({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const words = useWords()
  const [, params] = useRoute('/:account/*?')
  const known = session.accounts.find((name) => name === params?.account)
  const signed = useMemo(
    () =>
      known === undefined
        ? undefined
        : { session, account: known, may: (role: Session['roles'][number]) => session.roles.includes(role) },
    [session, known],
  )
  if (signed)
    return (
      <SignedContext value={signed}>
        <Frame>{children}</Frame>
      </SignedContext>
    )
  const [first] = session.accounts
  if (first !== undefined) return <Redirect to={`/${first}/campaigns`} replace />
  return (
    <main className={styles.alone}>
      <h1 className="visually-hidden">{words.common.product}</h1>
      <Blank title={words.session.noAccount.title} advice={words.session.noAccount.advice} />
    </main>
  )
}
