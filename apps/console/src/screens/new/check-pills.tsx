import type { BatchCheck } from '@disparo/api'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './check-pills.module.css'
import { countOf, isShown, type Pill, pills } from './pills.js'

const tones = {
  ...{ valid: styles.good, error: styles.bad, suspect: styles.warn, repeated: styles.warn },
  ...{ suppressed: styles.warn, recent: styles.warn, samePerson: styles.warn, same: undefined },
} as const satisfies Record<Pill, string | undefined>

interface CheckPillsProps {
  readonly result: BatchCheck
  readonly shown: Pill
  readonly onShow: (shown: Pill) => void
}

/** How many rows are what; each shows its rows. */
export function CheckPills({ result, shown, onShow }: CheckPillsProps) {
  const { format } = useSpeech()
  const { check: words } = useMoreWords().wizard
  return (
    <div className={styles.pills}>
      {pills
        .filter((pill) => isShown(pill, result))
        .map((pill) => {
          const count = countOf(pill, result)
          return (
            <button key={pill} type="button" aria-pressed={shown === pill} onClick={() => onShow(pill)}>
              <strong className={count > 0 ? tones[pill] : undefined}>{format.number(count)}</strong>
              <span>{words.pills[pill]}</span>
            </button>
          )
        })}
    </div>
  )
}
