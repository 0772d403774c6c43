import { useState } from 'react'
import { useSpeech } from '../words/use-words.js'
import styles from './phone.module.css'

interface PhoneProps {
  readonly digits: string
  /** Whether who looks may see all of it. It is shown once they ask. */
  readonly mayShow: boolean
}

/** A number that tells people apart, and shows nobody's. */
export function Phone({ digits, mayShow }: PhoneProps) {
  const { words, format } = useSpeech()
  const [isShown, setIsShown] = useState(false)
  const text = isShown ? format.phone(digits) : format.maskedPhone(digits)
  if (!mayShow) return <span className={styles.phone}>{text}</span>
  const action = isShown ? words.common.hidePhone : words.common.showPhone
  return (
    <button
      type="button"
      className={styles.button}
      title={action}
      aria-pressed={isShown}
      onClick={() => setIsShown(!isShown)}
    >
      {text}
      <span className="visually-hidden"> {action}</span>
    </button>
  )
}
