import type { DoubtsResolved } from '@disparo/api'
import { Button } from '../../parts/button.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './doubts-screen.module.css'

interface KeptListProps {
  readonly results: DoubtsResolved['results']
  readonly onOpen: (id: string) => void
}

/** Those that were chosen and stay as they are, each with what it is: somebody else or the report was first. */
export function KeptList({ results, onOpen }: KeptListProps) {
  const { format } = useSpeech()
  const { doubts, messages, statuses } = useMoreWords()
  const kept = results.filter(({ resolved }) => !resolved)
  if (kept.length === 0) return null
  return (
    <>
      <p>{doubts.kept(format.number(kept.length))}</p>
      <ul className={styles.kept}>
        {kept.map(({ id, status }) => (
          <li key={id}>
            <code>{id.slice(0, 8)}</code> {status ? statuses[status] : doubts.gone}
            {status ? (
              <Button look="quiet" size="small" onClick={() => onOpen(id)}>
                {messages.open}
                <span className="visually-hidden"> {id}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  )
}
