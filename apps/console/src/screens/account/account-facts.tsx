import type { Account } from '@disparo/api'
import { Panel } from '../../parts/page.js'
import { Pill } from '../../parts/pill.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './account-screen.module.css'

/** How the report is followed, and how callbacks are taken. */
export function AccountFacts({ state }: { readonly state: Account }) {
  const { format } = useSpeech()
  const { account: words } = useMoreWords()
  const { report, reportLagSeconds, callbacks } = state
  const now = Date.now()
  const at = (time: string | undefined) => (time === undefined ? '—' : format.moment(time, now))
  const { reportFacts, callbackFacts, callbackState } = words
  const [tone, told] = !callbacks.enabled
    ? (['bad', callbackState.off] as const)
    : callbacks.pausedUntil
      ? (['warn', callbackState.paused] as const)
      : (['good', callbackState.on] as const)
  return (
    <>
      <Panel title={words.report}>
        <Facts
          facts={[
            [
              reportFacts.left,
              words.ofQuota(format.number(report.quota.left), format.number(report.quota.max)),
            ],
            [
              reportFacts.lag,
              reportLagSeconds === undefined ? '—' : format.duration(reportLagSeconds * 1_000),
            ],
            [reportFacts.lastScan, at(report.lastScanAt)],
            [reportFacts.followed, format.number(report.followed.messages)],
            [reportFacts.foreign, format.number(report.foreign)],
            [reportFacts.missing, format.number(report.missingMessages)],
          ]}
        />
      </Panel>
      <Panel title={words.callbacks} actions={<Pill tone={tone}>{told}</Pill>}>
        <Facts
          facts={[
            [callbackFacts.waiting, format.number(callbacks.waiting)],
            [callbackFacts.failed, format.number(callbacks.failed)],
            [callbackFacts.dropped, format.number(callbacks.outbox.dropped)],
            [callbackFacts.lastSuccess, at(callbacks.lastSuccessAt)],
          ]}
        />
      </Panel>
    </>
  )
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
