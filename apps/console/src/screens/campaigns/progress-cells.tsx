import type { Batch } from '@disparo/api'
import { figuresOf } from '../../api/batch-figures.js'
import { useBatch } from '../../api/batches.js'
import { Bar } from '../../parts/bar.js'
import { Moment, None } from '../../parts/moment.js'
import { useSigned } from '../../shell/session.js'
import { useSpeech } from '../../words/use-words.js'
import styles from './campaigns-screen.module.css'

interface CellProps {
  readonly batch: Batch
}

/** How many have gone of how many, and what has gone wrong. */
export function SentCell({ batch }: CellProps) {
  const { words, format } = useSpeech()
  const { accepted, failed, inDoubt, cancelled, suppressed, total } = figuresOf(batch)
  const label = words.common.of(format.number(accepted), format.number(total))
  return (
    <div className={styles.sent}>
      <span>{label}</span>
      <Bar
        thin
        total={total}
        label={label}
        parts={[
          { value: accepted, tone: 'accent' },
          { value: inDoubt, tone: 'warn' },
          { value: failed, tone: 'bad' },
          { value: cancelled + suppressed, tone: 'quiet' },
        ]}
      />
      {failed > 0 || inDoubt > 0 ? (
        <span className={styles.small}>
          {failed > 0 ? (
            <span className={styles.bad}>{words.campaigns.notDelivered(format.number(failed))}</span>
          ) : null}
          {failed > 0 && inDoubt > 0 ? ', ' : null}
          {inDoubt > 0 ? (
            <span className={styles.warn}>{words.campaigns.inDoubt(format.number(inDoubt))}</span>
          ) : null}
        </span>
      ) : null}
    </div>
  )
}

/** Asked for those alone that go on. */
function useProgress({ id, state }: Batch) {
  const { account } = useSigned()
  return useBatch(account, id, state === 'running').data
}

export function RateCell({ batch }: CellProps) {
  const { words, format } = useSpeech()
  const progress = useProgress(batch)
  if (batch.state !== 'running' || !progress) return <None />
  return words.common.perMinute(format.number(progress.ratePerMinute))
}

export function EndCell({ batch }: CellProps) {
  const { words } = useSpeech()
  const { state, finishedAt, cancelled, sendAt } = batch
  const progress = useProgress(batch)
  const ended = finishedAt ?? cancelled?.at
  if ((state === 'finished' || state === 'cancelled') && ended) return <Moment at={ended} />
  if (state === 'scheduled' && sendAt)
    return (
      <span className={styles.small}>
        {words.campaigns.startsAt('')}
        <Moment at={sendAt} />
      </span>
    )
  if (state !== 'running' || !progress) return <None />
  if (progress.estimatedDoneAt === null)
    return <span className={styles.small}>{words.campaigns.endUnknown}</span>
  return (
    <span className={styles.end}>
      {words.campaigns.endsAt('')}
      <Moment at={progress.estimatedDoneAt} />
    </span>
  )
}
