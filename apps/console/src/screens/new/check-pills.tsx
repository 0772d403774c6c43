import type { BatchCheck } from '@disparo/api'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './check-pills.module.css'

export type Shown = 'valid' | 'error' | 'suspect' | 'repeated' | 'suppressed' | 'recent' | 'same'

interface CheckPillsProps {
  readonly result: BatchCheck
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
}

/** How many rows are what; each shows its rows. */
export function CheckPills({ result, shown, onShow }: CheckPillsProps) {
  const { format } = useSpeech()
  const { check: words } = useMoreWords().wizard
  const pills = [
    { id: 'valid', count: result.enqueued, tone: styles.good, always: true },
    { id: 'error', count: result.rejected, tone: styles.bad, always: true },
    { id: 'suspect', count: suspectRows(result), tone: styles.warn, always: true },
    { id: 'repeated', count: result.repeated + result.duplicates, tone: styles.warn, always: true },
    { id: 'suppressed', count: result.suppressed, tone: styles.warn, always: true },
    {
      id: 'recent',
      count: result.recent?.count ?? 0,
      tone: styles.warn,
      always: result.recent !== undefined,
    },
    { id: 'same', count: result.unchanged, tone: undefined, always: false },
  ] as const
  return (
    <div className={styles.pills}>
      {pills
        .filter(({ count, always }) => always || count > 0)
        .map(({ id, count, tone }) => (
          <button key={id} type="button" aria-pressed={shown === id} onClick={() => onShow(id)}>
            <strong className={count > 0 ? tone : undefined}>{format.number(count)}</strong>
            <span>{words.pills[id]}</span>
          </button>
        ))}
    </div>
  )
}

function suspectRows({ suspicions }: BatchCheck): number {
  return suspicions.reduce((sum, { count }) => sum + count, 0)
}
