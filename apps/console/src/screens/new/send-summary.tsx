import type { BatchCheck } from '@disparo/api'
import { Notice } from '../../parts/notice.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './new-screen.module.css'
import { sendableOf } from './pills.js'
import { describeDay } from './times.js'

interface SendSummaryProps {
  readonly check: BatchCheck
  /** When it begins, where that is chosen. */
  readonly time: string | undefined
  readonly isReckoning: boolean
  /** What was estimated is of other terms. */
  readonly isOfTerms: boolean
}

/** What the last button does: how many, until when, and what it costs where prices are known. */
export function SendSummary({ check, time, isReckoning, isOfTerms }: SendSummaryProps) {
  const { format, language } = useSpeech()
  const { when: words } = useMoreWords().wizard
  const { estimatedDoneAt, cost, rejected, suppressed, hasWorker } = check
  const now = Date.now()
  const end = estimatedDoneAt && isOfTerms ? format.moment(estimatedDoneAt, now) : words.endUnknown
  return (
    <>
      <dl className={styles.summary}>
        <dt>{words.people}</dt>
        <dd>{format.number(sendableOf(check))}</dd>
        <dt>{words.start}</dt>
        <dd>{time ? format.moment(new Date(time).getTime(), now) : words.now}</dd>
        <dt>{words.end}</dt>
        <dd aria-live="polite">{isReckoning ? words.endReckoning : end}</dd>
        {cost ? (
          <>
            <dt>{words.cost}</dt>
            <dd>{format.money(cost.amount, cost.currency)}</dd>
          </>
        ) : null}
      </dl>
      {cost ? <p className={styles.muted}>{words.costOf(describeDay(cost.date, language))}</p> : null}
      {cost && cost.unpriced > 0 ? <p>{words.unpriced(format.number(cost.unpriced))}</p> : null}
      {rejected > 0 ? <Notice tone="warn" title={words.skipped(format.number(rejected))} /> : null}
      {suppressed > 0 ? <Notice tone="warn" title={words.suppressed(format.number(suppressed))} /> : null}
      {hasWorker === false ? <Notice tone="bad" title={words.noWorker} /> : null}
    </>
  )
}
