import styles from './bar.module.css'
import { classes } from './classes.js'

export interface BarPart {
  readonly value: number
  readonly tone: 'accent' | 'good' | 'warn' | 'bad' | 'quiet' | 'info'
}

interface BarProps {
  readonly parts: readonly BarPart[]
  readonly total: number
  /** What it shows, in words. */
  readonly label: string
  readonly thin?: boolean
}

/** Shares of a whole. A share that there is, is never too thin to be seen. */
export function Bar({ parts, total, label, thin = false }: BarProps) {
  const shown = parts.filter(({ value }) => value > 0)
  return (
    <div className={classes(styles.bar, thin && styles.thin)} role="img" aria-label={label}>
      {shown.map(({ value, tone }) => (
        <span
          key={tone}
          className={styles[tone]}
          style={{ flexBasis: `${total === 0 ? 0 : (100 * value) / total}%` }}
        />
      ))}
    </div>
  )
}
