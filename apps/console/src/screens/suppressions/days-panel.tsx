import type { SuppressionCounts } from '@disparo/api'
import { Panel } from '../../parts/page.js'
import { StripChart } from '../../parts/strip-chart.js'
import { Table } from '../../parts/table.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { daysUntil } from './suppression-days.js'
import styles from './suppressions-screen.module.css'

/** Who opted out on each of the last 30 days, as a chart and in numbers. */
export function DaysPanel({ days }: { readonly days: SuppressionCounts['days'] }) {
  const { format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const { dayColumns } = words
  const all = daysUntil(Date.now(), days)
  const some = all.filter(({ optOuts, others, lifted }) => optOuts + others + lifted > 0).toReversed()
  return (
    <Panel title={words.days}>
      <p className={styles.muted}>{words.strip}</p>
      <StripChart label={words.strip} values={all.map(({ optOuts }) => optOuts)} />
      {some.length === 0 ? (
        <p className={styles.muted}>{words.noDays}</p>
      ) : (
        <Table
          caption={words.days}
          rows={some}
          keyOf={({ day }) => day}
          columns={[
            {
              ...{ id: 'day', title: words.columns.day, isName: true },
              cell: ({ day }) => format.day(`${day}T12:00`),
            },
            ...(['optOuts', 'others', 'lifted'] as const).map((id) => ({
              ...{ id, title: dayColumns[id], isNumber: true },
              cell: (of: (typeof some)[number]) => format.number(of[id]),
            })),
          ]}
        />
      )}
    </Panel>
  )
}
