import { type Column, Table } from '../../parts/table.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './series.module.css'
import type { SeriesLine } from './series-lines.js'

interface SeriesTableProps {
  readonly lines: readonly SeriesLine[]
}

/** The chart in numbers, the latest first: for who cannot see it, and for who wants to know. */
export function SeriesTable({ lines }: SeriesTableProps) {
  const { format } = useSpeech()
  const { campaign } = useMoreWords()
  const titles = campaign.seriesColumns
  const counts = ['accepted', 'received', 'read', 'failed'] as const
  const columns: Column<SeriesLine>[] = [
    { id: 'at', title: titles.at, isName: true, cell: ({ at }) => format.moment(at * 1_000, Date.now()) },
    ...counts.map((id) => ({
      ...{ id, title: titles[id], isNumber: true },
      cell: (line: SeriesLine) => format.number(line.counts[id]),
    })),
  ]
  const rows = lines.filter(({ counts }) => Object.values(counts).some((count) => count > 0)).toReversed()
  return (
    <details className={styles.numbers}>
      <summary>{campaign.seriesTable}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
      <section className={styles.scroll} tabIndex={0} aria-label={campaign.seriesTable}>
        <Table caption={campaign.series} columns={columns} rows={rows} keyOf={({ at }) => String(at)} />
      </section>
    </details>
  )
}
