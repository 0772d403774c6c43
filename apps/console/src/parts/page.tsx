import { type ReactNode, useEffect, useRef } from 'react'
import { useWords } from '../words/use-words.js'
import styles from './page.module.css'

interface PageProps {
  /** Of the heading: it may name a campaign. */
  readonly title: ReactNode
  /** Of the window: it names nobody and no campaign. */
  readonly windowTitle: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly back?: ReactNode
  readonly children: ReactNode
}

/** One screen. Coming from another one, the focus goes to its heading, so that it is read out. */
export function Page({ title, windowTitle, lead, actions, back, children }: PageProps) {
  const words = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${windowTitle} · ${words.common.product}`
  }, [windowTitle, words])
  useEffect(() => {
    if (!document.querySelector('dialog[open]')) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.titles}>
          {back}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead ? <div className={styles.lead}>{lead}</div> : null}
        </div>
        {actions ? <div className={styles.actions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}

interface PanelProps {
  readonly title: string
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string | undefined
}

/** A part of a screen with a name. */
export function Panel({ title, actions, children, className }: PanelProps) {
  return (
    <section className={`${styles.panel} ${className ?? ''}`} aria-label={title}>
      <header className={styles.panelHead}>
        <h2>{title}</h2>
        {actions}
      </header>
      {children}
    </section>
  )
}
