import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation } from 'wouter'
import { Select } from '../parts/field.js'
import { useWords } from '../words/use-words.js'
import { CrashBoundary } from './crash-boundary.js'
import { DoubtCount } from './doubt-count.js'
import styles from './frame.module.css'
import { Person } from './person.js'
import { useSigned } from './session.js'

/** What stands around every screen: where one is, where one can go, and who one is. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const words = useWords()
  const [path] = useLocation()
  useScrollToTop()
  return (
    <div className={styles.frame}>
      <a className="skip-link" href="#content">
        {words.common.skip}
      </a>
      <header className={styles.side}>
        <div className={styles.brand}>
          <span className={styles.logo} aria-hidden="true" />
          {words.common.product}
        </div>
        <AccountChoice />
        <Screens />
        <Person />
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>
        <CrashBoundary key={path} {...words.troubles.crashed}>
          {children}
        </CrashBoundary>
      </main>
    </div>
  )
}

/** Another screen begins at its top; one that is come back to, where it was left. */
function useScrollToTop() {
  useEffect(() => {
    // wouter tells of each address that is gone to.
    const begin = () => scrollTo(0, 0)
    addEventListener('pushState', begin)
    return () => removeEventListener('pushState', begin)
  }, [])
}

function AccountChoice() {
  const words = useWords()
  const { session, account } = useSigned()
  const [, go] = useLocation()
  if (session.accounts.length < 2) return <p className={styles.account}>{account}</p>
  return (
    <Select
      label={words.common.account}
      hideLabel
      value={account}
      onChange={({ target }) => go(`/${target.value}/campaigns`)}
    >
      {session.accounts.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </Select>
  )
}

function Screens() {
  const { nav, common } = useWords()
  const { account, may } = useSigned()
  const [path] = useLocation()
  const list = useRef<HTMLUListElement>(null)
  // On a phone the screens are a row that scrolls.
  useEffect(() => {
    if (path)
      list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [path])
  const screens = [
    { to: 'campaigns', title: nav.campaigns },
    { to: 'messages', title: nav.messages },
    { to: 'doubts', title: nav.doubts },
    { to: 'account', title: nav.accountState },
    { to: 'urgent', title: nav.urgent },
    { to: 'suppressions', title: nav.suppressions },
    { to: 'templates', title: nav.templates },
  ]
  return (
    <nav className={styles.nav} aria-label={common.menu}>
      <ul ref={list}>
        {screens.map(({ to, title }) => {
          const address = `/${account}/${to}`
          const isHere = path === address || path.startsWith(`${address}/`)
          return (
            <li key={to}>
              <Link href={address} aria-current={isHere ? 'page' : undefined}>
                {title}
                {to === 'doubts' && may('read') ? <DoubtCount /> : null}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
