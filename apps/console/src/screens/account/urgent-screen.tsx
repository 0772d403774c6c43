import { useAccount } from '../../api/account.js'
import { Answer } from '../../parts/answer.js'
import { Notice } from '../../parts/notice.js'
import { Page } from '../../parts/page.js'
import { concernsUrgent } from '../../shell/describe-holdup.js'
import { Holdups } from '../../shell/holdups.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './account-screen.module.css'

/** One-time codes, as they go: how long they take, and what is in their way. */
export default function UrgentScreen() {
  const { format } = useSpeech()
  const { urgent: words } = useMoreWords()
  const { account } = useSigned()
  const polled = useAccount(account)
  return (
    <Page title={words.title} windowTitle={words.title} lead={words.lead}>
      <Answer of={polled} lines={4}>
        {({ urgent, urgentFailures, lanes, holdups }) => {
          const { waiting, delayed } = lanes.urgent
          const figures = [
            ...(urgent
              ? [
                  [words.p50, format.millis(urgent.p50Ms)],
                  [words.p95, format.millis(urgent.p95Ms)],
                  [words.count, format.number(urgent.messages)],
                ]
              : []),
            [words.failures, format.number(urgentFailures)],
            [words.waiting, format.number(waiting + delayed)],
          ] as const
          return (
            <>
              <Holdups holdups={holdups.filter(concernsUrgent)} />
              {urgent ? null : <Notice tone="quiet" title={words.none} />}
              <dl className={styles.figures}>
                {figures.map(([name, value]) => (
                  <div key={name} className={styles.figure}>
                    <dt>{name}</dt>
                    <dd>{value}</dd>
                  </div>
                ))}
              </dl>
              <p className={styles.muted}>{words.explain}</p>
            </>
          )
        }}
      </Answer>
    </Page>
  )
}
