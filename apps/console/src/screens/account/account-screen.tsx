import type { Account } from '@disparo/api'
import { Link } from 'wouter'
import { useAccount } from '../../api/account.js'
import { Answer } from '../../parts/answer.js'
import { Bar } from '../../parts/bar.js'
import { Notice } from '../../parts/notice.js'
import { Page, Panel } from '../../parts/page.js'
import { Pill } from '../../parts/pill.js'
import { StripChart } from '../../parts/strip-chart.js'
import { describeGate } from '../../shell/describe-holdup.js'
import { Holdups } from '../../shell/holdups.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './account-screen.module.css'
import { ActsPanel } from './acts-panel.js'
import { CallbacksPanel } from './callbacks-panel.js'
import { LanesPanel } from './lanes-panel.js'
import { ReportPanel } from './report-panel.js'
import { TemplatesPanel } from './templates-panel.js'

/** How an account stands, for who wonders why nothing goes out. */
export default function AccountScreen() {
  const { account: words } = useMoreWords()
  const { account, may } = useSigned()
  const polled = useAccount(account)
  return (
    <Page title={words.title} windowTitle={words.title} lead={account}>
      <Answer of={polled} lines={10}>
        {(state) => (
          <>
            <Why state={state} />
            <div className={styles.grid}>
              <GatePanel state={state} />
              <LanesPanel state={state} />
              <ReportPanel report={state.report} reportLagSeconds={state.reportLagSeconds} />
              <CallbacksPanel callbacks={state.callbacks} />
              <TemplatesPanel resting={state.gate.restingTemplates} />
            </div>
            {may('operate') || may('admin') ? <ActsPanel /> : null}
          </>
        )}
      </Answer>
    </Page>
  )
}

function Why({ state }: { readonly state: Account }) {
  const { format } = useSpeech()
  const { account: words } = useMoreWords()
  const { account } = useSigned()
  return (
    <Panel title={words.why}>
      {state.holdups.length === 0 ? (
        <Notice tone="good" title={words.flowing} />
      ) : (
        <Holdups holdups={state.holdups} />
      )}
      {state.unknown > 0 ? (
        <p>
          <Link href={`/${account}/doubts`}>{words.doubts(format.number(state.unknown))}</Link>
        </p>
      ) : null}
    </Panel>
  )
}

function GatePanel({ state }: { readonly state: Account }) {
  const { format } = useSpeech()
  const { account: words, holdups } = useMoreWords()
  const { gate, permitsUsed, sentByMinute } = state
  const { max, windowMs } = gate.limit
  const used = words.limitNow(format.number(permitsUsed), format.number(max), format.duration(windowMs))
  const values = sentByMinute.map(({ messages }) => messages)
  return (
    <Panel
      title={words.gate}
      actions={
        <Pill tone={gate.open ? 'good' : 'bad'}>
          {gate.open ? words.open : `${words.closed}: ${describeGate(gate.reason ?? 'other', holdups)}`}
        </Pill>
      }
    >
      <div className={styles.stack}>
        <p>{used}</p>
        <Bar label={used} total={max} parts={[{ value: Math.min(max, permitsUsed), tone: 'accent' }]} />
      </div>
      <div className={styles.stack}>
        <p className={styles.muted}>{words.strip}</p>
        <StripChart label={words.strip} values={values} limit={max * (60_000 / windowMs)} />
        <p className={styles.muted}>{words.stripNow(format.number(values.at(-2) ?? 0))}</p>
      </div>
    </Panel>
  )
}
