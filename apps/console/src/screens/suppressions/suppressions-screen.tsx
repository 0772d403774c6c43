import type { SuppressionCounts } from '@disparo/api'
import { useMutation } from '@tanstack/react-query'
import { downloadSuppressions, useSuppressionCounts } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Answer } from '../../parts/answer.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Page, Panel } from '../../parts/page.js'
import { Table } from '../../parts/table.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { PersonPanel } from './person-panel.js'
import styles from './suppressions-screen.module.css'

/** Who is not to be messaged: one person, and all of them in numbers. */
export default function SuppressionsScreen() {
  const { suppressions: words } = useMoreWords()
  const { account, may } = useSigned()
  const polled = useSuppressionCounts(account)
  const download = useMutation({ mutationFn: () => downloadSuppressions(account) })
  return (
    <Page
      title={words.title}
      windowTitle={words.title}
      lead={words.lead}
      actions={
        may('read') ? (
          <Button busy={download.isPending} onClick={() => download.mutate()}>
            {words.export}
          </Button>
        ) : null
      }
    >
      <Failure trouble={troubleOf(download.error)} />
      {may('read') ? <PersonPanel /> : null}
      <Answer of={polled} lines={4}>
        {(counts) => <Counts counts={counts} />}
      </Answer>
    </Page>
  )
}

/** Days shown: more are in the export. */
const mostDays = 60

function Counts({ counts: { total, sources, days } }: { readonly counts: SuppressionCounts }) {
  const { format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const { columns, reasons } = words
  const ways: Readonly<Record<string, string>> = words.ways
  if (total === 0 && days.length === 0) return <p className={styles.muted}>{words.none}</p>
  return (
    <div className={styles.grid}>
      <Panel title={words.sources}>
        <p>{words.total(format.number(total))}</p>
        <Table
          caption={words.sources}
          rows={sources}
          keyOf={(source) => JSON.stringify(source)}
          columns={[
            { id: 'reason', title: columns.reason, isName: true, cell: ({ reason }) => reasons[reason] },
            {
              ...{ id: 'by', title: columns.by },
              cell: ({ by, rule, list }) => <span>{list ?? rule ?? by ?? '—'}</span>,
            },
            { id: 'count', title: columns.count, isNumber: true, cell: ({ count }) => format.number(count) },
          ]}
        />
      </Panel>
      <Panel title={words.days}>
        <Table
          caption={words.days}
          rows={days.slice(0, mostDays)}
          keyOf={({ day, reason, what }) => `${day}/${reason}/${what}`}
          columns={[
            { id: 'day', title: columns.day, isName: true, cell: ({ day }) => format.day(`${day}T12:00`) },
            { id: 'reason', title: columns.reason, cell: ({ reason }) => <span>{reasons[reason]}</span> },
            { id: 'what', title: columns.what, cell: ({ what }) => <span>{ways[what] ?? what}</span> },
            { id: 'count', title: columns.count, isNumber: true, cell: ({ count }) => format.number(count) },
          ]}
        />
      </Panel>
    </div>
  )
}
