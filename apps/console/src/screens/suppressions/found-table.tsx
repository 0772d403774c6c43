import type { Suppression, SuppressionLift } from '@disparo/api'
import { Moment, None } from '../../parts/moment.js'
import { type Column, Table } from '../../parts/table.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { sourceOf } from './source-of.js'

/** What a suppression says, whoever it is of. */
export function useSuppressionColumns(): Column<Suppression>[] {
  const { format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const { columns, coversWhat, scopes } = words
  return [
    { id: 'covers', title: columns.covers, cell: ({ covers }) => <span>{coversWhat[covers]}</span> },
    { id: 'scope', title: columns.scope, cell: ({ scope }) => <span>{scopes[scope]}</span> },
    { id: 'since', title: columns.since, cell: ({ since }) => <Moment at={since} /> },
    { id: 'until', title: columns.until, cell: ({ until }) => (until ? <Moment at={until} /> : <None />) },
    { id: 'from', title: columns.from, cell: (each) => <span>{sourceOf(each, words, format)}</span> },
  ]
}

/** Why a person is suppressed. */
export function FoundTable({ suppressions }: { readonly suppressions: readonly Suppression[] }) {
  const { suppressions: words } = useMoreWords()
  const { columns, reasons } = words
  const shared = useSuppressionColumns()
  return (
    <Table
      caption={words.blocked}
      rows={suppressions}
      keyOf={(each) => JSON.stringify(each)}
      columns={[
        { id: 'reason', title: columns.reason, isName: true, cell: ({ reason }) => reasons[reason] },
        ...shared,
      ]}
    />
  )
}

/** Who has lifted what, and why. */
export function LiftsTable({ lifts }: { readonly lifts: readonly SuppressionLift[] }) {
  const { format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const { columns, reasons, liftOf } = words
  const what = ({ of, list, lifted }: SuppressionLift) => {
    const counts = Object.entries(lifted).map(
      ([reason, count]) => `${format.number(count ?? 0)} ${reasons[reason as keyof typeof reasons]}`,
    )
    return `${list ?? liftOf[of]}: ${counts.join(', ')}`
  }
  return (
    <Table
      caption={words.lifts}
      rows={lifts}
      keyOf={(each) => JSON.stringify(each)}
      columns={[
        { id: 'at', title: columns.at, isName: true, cell: ({ at }) => <Moment at={at} /> },
        { id: 'by', title: columns.by, cell: ({ by }) => (by ? <span>{by}</span> : <None />) },
        { id: 'what', title: columns.what, cell: (each) => <span>{what(each)}</span> },
        {
          ...{ id: 'why', title: columns.why, isWide: true },
          cell: ({ why }) => (why ? <span>{why}</span> : <None />),
        },
      ]}
    />
  )
}
