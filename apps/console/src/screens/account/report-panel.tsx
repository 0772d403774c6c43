import type { Account } from '@disparo/api'
import { Panel } from '../../parts/page.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { Facts } from './facts.js'

/** How the report is followed. */
export function ReportPanel({ report, reportLagSeconds }: Pick<Account, 'report' | 'reportLagSeconds'>) {
  const { format } = useSpeech()
  const { account: words } = useMoreWords()
  const { reportFacts: names } = words
  const { quota, lastScanAt, followed, foreign, missingMessages } = report
  const lag = reportLagSeconds === undefined ? '—' : format.duration(reportLagSeconds * 1_000)
  return (
    <Panel title={words.report}>
      <Facts
        facts={[
          [names.left, words.ofQuota(format.number(quota.left), format.number(quota.max))],
          [names.lag, lag],
          [names.lastScan, lastScanAt === undefined ? '—' : format.moment(lastScanAt, Date.now())],
          [names.followed, format.number(followed.messages)],
          [names.foreign, format.number(foreign)],
          [names.missing, format.number(missingMessages)],
        ]}
      />
    </Panel>
  )
}
