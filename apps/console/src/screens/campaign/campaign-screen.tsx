import { Link } from 'wouter'
import { isOver, useBatch } from '../../api/batches.js'
import { Answer } from '../../parts/answer.js'
import { Page } from '../../parts/page.js'
import { Pill } from '../../parts/pill.js'
import { Holdups } from '../../shell/holdups.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { toneOfState } from '../campaigns/state-tone.js'
import { Actions } from './actions.js'
import styles from './campaign-screen.module.css'
import { Funnel } from './funnel.js'
import { ProgressPanel } from './progress-panel.js'
import { ReasonsPanel } from './reasons-panel.js'
import { RejectedNotice } from './rejected-notice.js'
import { SeriesPanel } from './series-panel.js'

/** One campaign: how far it is, why it goes no faster, what became of it, and what can be done about it. */
export default function CampaignScreen({ id }: { readonly id: string }) {
  const { words, format } = useSpeech()
  const { campaign } = useMoreWords()
  const { account } = useSigned()
  const polled = useBatch(account, id)
  const { data } = polled
  const name =
    data && (data.name ?? words.campaigns.unnamed(words.campaigns.sources[data.source ?? 'library']))
  const isRefused = polled.trouble?.kind === 'forbidden' || polled.trouble?.kind === 'missing'
  return (
    <Page
      title={(!isRefused && name) || campaign.title}
      windowTitle={campaign.title}
      back={<Link href={`/${account}/campaigns`}>← {campaign.back}</Link>}
      lead={
        data && !isRefused ? (
          <span className={styles.lead}>
            <Pill tone={toneOfState[data.state]}>{words.states[data.state]}</Pill>
            {campaign.created(format.moment(data.createdAt, Date.now()), data.createdBy ?? '')}
          </span>
        ) : null
      }
    >
      <Answer of={polled} lines={10}>
        {(batch) => (
          <>
            <Actions batch={batch} />
            <Holdups holdups={batch.holdups} />
            <RejectedNotice batch={batch} />
            <div className={styles.grid}>
              <ProgressPanel batch={batch} />
              <Funnel batch={batch} />
            </div>
            <SeriesPanel batch={batch} isOver={isOver(batch)} />
            <ReasonsPanel batch={batch} isOver={isOver(batch)} />
          </>
        )}
      </Answer>
    </Page>
  )
}
