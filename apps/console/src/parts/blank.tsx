import type { ReactNode } from 'react'
import styles from './blank.module.css'

interface BlankProps {
  readonly title: string
  readonly advice?: ReactNode
  readonly action?: ReactNode
  readonly live?: boolean
}

/** A place with nothing in it, and what to do about that. */
export function Blank({ title, advice, action, live = false }: BlankProps) {
  return (
    <div className={styles.blank} role={live ? 'alert' : undefined}>
      <p className={styles.title}>{title}</p>
      {advice ? <div className={styles.advice}>{advice}</div> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
    </div>
  )
}

/** Something is on its way: its place is kept, so that nothing jumps. */
export function Loading({ label, lines = 4 }: { readonly label: string; readonly lines?: number }) {
  return (
    <div className={styles.loading} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles.line} aria-hidden="true" />
      ))}
    </div>
  )
}
