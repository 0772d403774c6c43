import type { BatchProgress } from '@disparo/api'
import { figuresOf } from '../../api/batch-figures.js'
import { Bar } from '../../parts/bar.js'
import { Panel } from '../../parts/page.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './campaign-screen.module.css'

/** How far it is, how fast it goes, and when it ends. */
export function ProgressPanel({ batch }: { readonly batch: BatchProgress }) {
  const { words, format } = useSpeech()
  const { campaign } = useMoreWords()
  const figures = figuresOf(batch)
  const { accepted, failed, inDoubt, cancelled, suppressed, waiting, total } = figures
  const label = words.common.of(format.number(accepted), format.number(total))
  const others = [
    { id: 'waiting', count: waiting, tone: undefined },
    { id: 'inDoubt', count: inDoubt, tone: styles.warn },
    { id: 'failed', count: failed, tone: styles.bad },
    { id: 'suppressed', count: suppressed, tone: undefined },
    { id: 'cancelled', count: cancelled, tone: undefined },
  ] as const
  return (
    <Panel title={campaign.progress}>
      <p>
        <span className={styles.large}>{format.number(accepted)}</span>{' '}
        <span className={styles.muted}>
          {words.common.of(campaign.steps.accepted.toLowerCase(), format.number(total))}
        </span>
      </p>
      <Bar
        total={total}
        label={label}
        parts={[
          { value: accepted, tone: 'accent' },
          { value: inDoubt, tone: 'warn' },
          { value: failed, tone: 'bad' },
          { value: cancelled + suppressed, tone: 'quiet' },
        ]}
      />
      <p className={styles.muted}>
        {campaign.done(format.number(batch.percent))} · <End batch={batch} />
        {batch.state === 'running' ? ` · ${campaign.rate(format.number(batch.ratePerMinute))}` : ''}
        {batch.maxPerMinute ? ` · ${campaign.paceNow(format.number(batch.maxPerMinute))}` : ''}
      </p>
      <dl className={styles.figures}>
        {others.map(({ id, count, tone }) => (
          <div key={id}>
            <dt>{campaign.others[id]}</dt>
            <dd className={count > 0 ? tone : undefined}>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function End({ batch }: { readonly batch: BatchProgress }) {
  const { format } = useSpeech()
  const { campaign } = useMoreWords()
  const { state, finishedAt, cancelled, estimatedDoneAt } = batch
  const now = Date.now()
  const ended = state === 'finished' ? finishedAt : state === 'cancelled' ? cancelled?.at : undefined
  if (ended) return campaign.endedAt(format.moment(ended, now))
  return estimatedDoneAt === null ? campaign.endsUnknown : campaign.ends(format.moment(estimatedDoneAt, now))
}
