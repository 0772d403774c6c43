import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useWords } from '../words/use-words.js'
import { Button } from './button.js'
import styles from './dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** The buttons at its end. */
  readonly actions?: ReactNode
  readonly onClose: () => void
  readonly wide?: boolean
}

/** The browser's own modal dialog: it keeps the focus inside, ends by Escape, and gives the focus back. */
export function Dialog({ title, children, actions, onClose, wide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  const words = useWords()
  useEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    dialog?.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
      // What opened it may be gone, or not be pressed any more: then the screen begins anew.
      if (document.activeElement !== before) document.querySelector('h1')?.focus()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={wide ? styles.wide : styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        <Button look="quiet" size="small" aria-label={words.common.close} onClick={onClose}>
          ✕
        </Button>
      </header>
      <div className={styles.body}>{children}</div>
      {actions ? <footer className={styles.foot}>{actions}</footer> : null}
    </dialog>
  )
}
