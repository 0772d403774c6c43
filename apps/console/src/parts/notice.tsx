import type { ReactNode } from 'react'
import { classes } from './classes.js'
import styles from './notice.module.css'
import type { Tone } from './pill.js'

interface NoticeProps {
  readonly tone: Tone
  readonly title?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** It came up while somebody was looking: it is read out. */
  readonly live?: boolean
}

/** What somebody should know before anything else. */
export function Notice({ tone, title, children, actions, live = false }: NoticeProps) {
  return (
    <div className={classes(styles.notice, styles[tone])} role={live ? 'status' : undefined}>
      <div className={styles.text}>
        {title ? <p className={styles.title}>{title}</p> : null}
        {children ? <div className={styles.more}>{children}</div> : null}
      </div>
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  )
}
