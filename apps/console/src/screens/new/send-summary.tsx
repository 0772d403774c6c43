import type { BatchCheck } from '@disparo/api'
import { Notice } from '../../parts/notice.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './new-screen.module.css'

interface SendSummaryProps {
  readonly check: BatchCheck
  /** What was estimated is of now. */
  readonly isLater: boolean
}

/** What the last button does: how many, until when, and what it costs where prices are known. */
export function SendSummary({ check, isLater }: SendSummaryProps) {
  const { format } = useSpeech()
  const { when: words } = useMoreWords().wizard
  const { enqueued, estimatedDoneAt, cost, rejected, hasWorker } = check
  const end = estimatedDoneAt && !isLater ? format.moment(estimatedDoneAt, Date.now()) : words.endUnknown
  return (
    <>
      <dl className={styles.summary}>
        <dt>{words.people}</dt>
        <dd>{format.number(enqueued)}</dd>
        <dt>{words.end}</dt>
        <dd>{end}</dd>
        {cost ? (
          <>
            <dt>{words.cost}</dt>
            <dd>{format.money(cost.amount, cost.currency)}</dd>
          </>
        ) : null}
      </dl>
      {cost && cost.unpriced > 0 ? <p>{words.unpriced(format.number(cost.unpriced))}</p> : null}
      {rejected > 0 ? <Notice tone="warn" title={words.skipped(format.number(rejected))} /> : null}
      {hasWorker === false ? <Notice tone="bad" title={words.noWorker} /> : null}
    </>
  )
}
