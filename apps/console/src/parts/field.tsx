import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from 'react'
import { classes } from './classes.js'
import styles from './field.module.css'

interface Labelled {
  readonly label: string
  readonly hint?: ReactNode
  /** What is wrong with it, and what to do. */
  readonly error?: string | undefined
  readonly hideLabel?: boolean
}

type InputProps = Labelled & InputHTMLAttributes<HTMLInputElement>
type SelectProps = Labelled & SelectHTMLAttributes<HTMLSelectElement>

/** A text, number or time to be typed, with its name above and what is wrong with it below. */
export function Field({ label, hint, error, hideLabel, className, ...input }: InputProps) {
  const id = useId()
  return (
    <Labelled {...{ id, label, hint, error, hideLabel, className }}>
      <input
        {...input}
        id={id}
        className={styles.input}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={described(id, hint, error)}
      />
    </Labelled>
  )
}

/** One of a few. */
export function Select({ label, hint, error, hideLabel, className, children, ...select }: SelectProps) {
  const id = useId()
  return (
    <Labelled {...{ id, label, hint, error, hideLabel, className }}>
      <select
        {...select}
        id={id}
        className={styles.input}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={described(id, hint, error)}
      >
        {children}
      </select>
    </Labelled>
  )
}

type FrameProps = {
  readonly id: string
  readonly label: string
  readonly hint: ReactNode
  readonly error: string | undefined
  readonly hideLabel: boolean | undefined
  readonly className: string | undefined
  readonly children: ReactNode
}

function Labelled({ id, label, hint, error, hideLabel, className, children }: FrameProps) {
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={hideLabel ? 'visually-hidden' : styles.label}>
        {label}
      </label>
      {children}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className={styles.hint}>
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${id}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </div>
  )
}

function described(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  const ids = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
  return ids.filter(Boolean).join(' ') || undefined
}

/** Yes or no. */
export function Checkbox({ label, hint, ...input }: Omit<InputProps, 'error' | 'hideLabel'>) {
  const id = useId()
  return (
    <div className={styles.check}>
      <input {...input} type="checkbox" id={id} aria-describedby={described(id, hint, undefined)} />
      <div>
        <label htmlFor={id}>{label}</label>
        {hint === undefined ? null : (
          <p id={`${id}-hint`} className={styles.hint}>
            {hint}
          </p>
        )}
      </div>
    </div>
  )
}
