import { useWords } from '../words/use-words.js'
import styles from './phone-preview.module.css'

interface PhonePreviewProps {
  readonly title: string
  readonly message: {
    readonly header?: { readonly type: string; readonly text?: string | undefined } | undefined
    readonly body: string
    readonly footer?: string | undefined
    readonly buttons: readonly string[]
  }
}

/** A message as the recipient's phone shows it. Pictures are named, not loaded: nothing is asked of other hosts. */
export function PhonePreview({ title, message: { header, body, footer, buttons } }: PhonePreviewProps) {
  const media: Readonly<Record<string, string>> = useWords().common.media
  return (
    <figure className={styles.phone}>
      <figcaption>{title}</figcaption>
      <div className={styles.screen}>
        <div className={styles.bubble}>
          {header?.type === 'text' && header.text ? <strong>{header.text}</strong> : null}
          {header && header.type !== 'text' ? (
            <div className={styles.media}>{media[header.type] ?? header.type}</div>
          ) : null}
          <p>{body}</p>
          {footer ? <small>{footer}</small> : null}
        </div>
        {buttons.map((text) => (
          <div key={text} className={styles.button}>
            {text}
          </div>
        ))}
      </div>
    </figure>
  )
}
