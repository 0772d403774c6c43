import type { SuppressionCounts } from '@disparo/api'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Button } from '../../parts/button.js'
import { Moment, None } from '../../parts/moment.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { type Column, Table } from '../../parts/table.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { writeFilter } from './filter.js'
import { LiftImportDialog } from './lift-import-dialog.js'
import { sourceOf } from './source-of.js'
import styles from './suppressions-screen.module.css'

type Source = SuppressionCounts['sources'][number]

/** What has put people on the list, the largest first; an import that was a mistake is lifted as a whole. */
export function SourcesPanel({ counts: { total, sources } }: { readonly counts: SuppressionCounts }) {
  const { format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const [lifting, setLifting] = useState<string>()
  const [said, setSaid] = useState<string>()
  const columns = useColumns(setLifting)
  const done = (text: string) => {
    setLifting(undefined)
    setSaid(text)
  }
  return (
    <Panel title={words.sources}>
      <p>{words.total(format.number(total))}</p>
      <div role="status">{said ? <Notice tone="good" title={said} /> : null}</div>
      <Table
        caption={words.sources}
        rows={sources}
        keyOf={(source) => JSON.stringify(source)}
        columns={columns}
      />
      {lifting ? (
        <LiftImportDialog
          import={lifting}
          sources={sources.filter((source) => source.import === lifting)}
          onDone={done}
          onClose={() => setLifting(undefined)}
        />
      ) : null}
    </Panel>
  )
}

function useColumns(onLift: (id: string) => void): Column<Source>[] {
  const { format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const { may } = useSigned()
  const [path] = useLocation()
  const { columns, reasons } = words
  return [
    {
      ...{ id: 'from', title: columns.from, isName: true },
      cell: (source) => sourceOf(source, words, format),
    },
    { id: 'reason', title: columns.reason, cell: ({ reason }) => <span>{reasons[reason]}</span> },
    { id: 'at', title: columns.at, cell: ({ at }) => (at ? <Moment at={at} /> : <None />) },
    { id: 'count', title: columns.count, isNumber: true, cell: ({ count }) => format.number(count) },
    {
      ...{ id: 'actions', title: columns.actions },
      cell: (source) =>
        source.import ? (
          <span className={styles.links}>
            <Link href={`${path}${writeFilter({ import: source.import })}`}>{words.seePeople}</Link>
            {may('operate') ? (
              <Button size="small" onClick={() => onLift(source.import ?? '')}>
                {words.liftImport}
                <span className="visually-hidden"> {sourceOf(source, words, format)}</span>
              </Button>
            ) : null}
          </span>
        ) : (
          <None />
        ),
    },
  ]
}
