import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearch } from 'wouter'
import { downloadSuppressions, useSuppressionCounts } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Answer } from '../../parts/answer.js'
import { Blank } from '../../parts/blank.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Page, Panel } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords } from '../../words/use-words.js'
import { DaysPanel } from './days-panel.js'
import { readFilter } from './filter.js'
import { LiftsTable } from './found-table.js'
import { ImportDialog } from './import-dialog.js'
import { ListPanel } from './list-panel.js'
import { PersonPanel } from './person-panel.js'
import { SourcesPanel } from './sources-panel.js'
import styles from './suppressions-screen.module.css'

/** Who is not to be messaged: one person, all of them, and where they came from. */
export default function SuppressionsScreen() {
  const { suppressions: words } = useMoreWords()
  const { account, may } = useSigned()
  const filter = readFilter(useSearch())
  const [isImporting, setIsImporting] = useState(false)
  const polled = useSuppressionCounts(account)
  const download = useMutation({ mutationFn: () => downloadSuppressions(account, filter) })
  return (
    <Page
      title={words.title}
      windowTitle={words.title}
      lead={words.lead}
      actions={
        <>
          {may('operate') ? (
            <Button look="primary" onClick={() => setIsImporting(true)}>
              {words.import}
            </Button>
          ) : null}
          {may('read') ? (
            <Button busy={download.isPending} onClick={() => download.mutate()}>
              {words.export}
            </Button>
          ) : null}
        </>
      }
    >
      <Failure trouble={troubleOf(download.error)} />
      {may('read') ? <PersonPanel /> : null}
      <Answer of={polled} lines={4}>
        {(counts) =>
          counts.total === 0 && counts.days.length === 0 ? (
            <Blank title={words.none.title} advice={words.none.advice} />
          ) : (
            <>
              <SourcesPanel counts={counts} />
              <ListPanel filter={filter} />
              <div className={styles.grid}>
                <DaysPanel days={counts.days} />
                <Panel title={words.lifts}>
                  {counts.lifts.length === 0 ? (
                    <p className={styles.muted}>{words.noLifts}</p>
                  ) : (
                    <LiftsTable lifts={counts.lifts} />
                  )}
                </Panel>
              </div>
            </>
          )
        }
      </Answer>
      {isImporting ? <ImportDialog onClose={() => setIsImporting(false)} /> : null}
    </Page>
  )
}
