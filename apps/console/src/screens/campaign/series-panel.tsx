import type { Batch } from '@disparo/api'
import { lazy, Suspense, useState } from 'react'
import { useAccount } from '../../api/account.js'
import { useSeries } from '../../api/campaign.js'
import { Answer } from '../../parts/answer.js'
import { Loading } from '../../parts/blank.js'
import { Panel } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import styles from './series.module.css'
import { lineColors, type SeriesLine, seriesLines } from './series-lines.js'
import { SeriesTable } from './series-table.js'

/** A chart is much code: it is loaded when one is looked at. */
const SeriesChart = lazy(() => import('./series-chart.js'))

const minutesKeptMs = 7_200_000

interface SeriesPanelProps {
  readonly batch: Batch
  readonly isOver: boolean
}

/** What happened when, by minute while those are kept, against the limit; and the same in numbers. */
export function SeriesPanel({ batch, isOver }: SeriesPanelProps) {
  const words = useWords()
  const { campaign } = useMoreWords()
  const { account } = useSigned()
  const isYoung = Date.now() - Date.parse(batch.createdAt) < minutesKeptMs
  const [by, setBy] = useState<'minute' | 'hour'>(isYoung ? 'minute' : 'hour')
  const polled = useSeries({ account, id: batch.id }, by, isOver)
  const { data } = useAccount(account, 15_000)
  const limit =
    data && data.gate.limit.max * ((by === 'minute' ? 60_000 : 3_600_000) / data.gate.limit.windowMs)
  const choice = (
    <fieldset className={styles.choice}>
      <legend className="visually-hidden">{campaign.byLabel}</legend>
      {(['minute', 'hour'] as const).map((each) => (
        <button key={each} type="button" aria-pressed={by === each} onClick={() => setBy(each)}>
          {campaign.by[each]}
        </button>
      ))}
    </fieldset>
  )
  return (
    <Panel title={campaign.series} actions={choice}>
      <Answer of={polled} lines={5}>
        {({ points }) => {
          if (points.length === 0) return <p className={styles.empty}>{campaign.seriesEmpty}</p>
          const lines = seriesLines(points, by, Date.now())
          return (
            <>
              <Legend />
              <div className={styles.chart} aria-hidden="true">
                <Suspense fallback={<Loading label={words.common.loading} lines={5} />}>
                  <SeriesChart lines={lines} limit={limit} />
                </Suspense>
              </div>
              <SeriesTable lines={lines} />
            </>
          )
        }}
      </Answer>
    </Panel>
  )
}

function Legend() {
  const { campaign } = useMoreWords()
  const names: Record<keyof SeriesLine['counts'], string> = campaign.seriesColumns
  return (
    <ul className={styles.legend} aria-hidden="true">
      {Object.entries(lineColors).map(([id, color]) => (
        <li key={id}>
          <i style={{ background: `var(${color})` }} />
          {names[id as keyof SeriesLine['counts']]}
        </li>
      ))}
      <li>
        <i style={{ background: 'var(--edge)' }} />
        {campaign.limitLine}
      </li>
    </ul>
  )
}
