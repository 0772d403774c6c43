import type { ButtonHTMLAttributes } from 'react'
import styles from './button.module.css'
import { classes } from './classes.js'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Default: `plain`. `primary`: the one thing to do here. `danger`: cannot be taken back. `quiet`: without an edge. */
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet'
  readonly size?: 'normal' | 'small'
  /** It is being done: it stays in its place, and takes no second press. */
  readonly busy?: boolean
}

export function Button({
  look = 'plain',
  size = 'normal',
  busy = false,
  type = 'button',
  ...rest
}: ButtonProps) {
  const { className, disabled, onClick, ...others } = rest
  return (
    <button
      {...others}
      type={type}
      className={classes(styles.button, styles[look], styles[size], className)}
      disabled={disabled}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}

/** The look of a button for what is a link. */
export function buttonClass(look: 'primary' | 'plain' | 'quiet', size: 'normal' | 'small' = 'normal') {
  return classes(styles.button, styles[look], styles[size])
}
