import type { ReactNode } from 'react'
import { classes } from './classes.js'
import styles from './pill.module.css'

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet'

/** A state in a word: the tone is said by a mark as well, so that colour alone tells nothing. */
export function Pill({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return <span className={classes(styles.pill, styles[tone])}>{children}</span>
}
