import type { ListedSuppression } from '@disparo/api'
import { Button } from '../../parts/button.js'
import { Phone } from '../../parts/phone.js'
import { Table } from '../../parts/table.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords } from '../../words/use-words.js'
import { useSuppressionColumns } from './found-table.js'
import styles from './suppressions-screen.module.css'

interface PeopleTableProps {
  readonly suppressions: readonly ListedSuppression[]
  readonly onLift: (of: ListedSuppression) => void
}

/** Suppressions of many people. A mark tells those apart whose number is not kept. */
export function PeopleTable({ suppressions, onLift }: PeopleTableProps) {
  const { suppressions: words } = useMoreWords()
  const { may } = useSigned()
  const { columns, reasons } = words
  const shared = useSuppressionColumns().filter(({ id }) => id !== 'scope')
  return (
    <Table
      caption={words.list}
      rows={suppressions}
      keyOf={(each) => JSON.stringify(each)}
      columns={[
        {
          ...{ id: 'person', title: columns.person, isName: true },
          cell: ({ to, person }) =>
            to ? (
              <Phone digits={to} mayShow={may('operate')} />
            ) : (
              <span className={styles.muted} title={words.unkeptHint}>
                {words.unkept} · <code>{person.slice(0, 5)}</code>
              </span>
            ),
        },
        { id: 'reason', title: columns.reason, cell: ({ reason }) => <span>{reasons[reason]}</span> },
        ...shared,
        ...(may('operate')
          ? [
              {
                ...{ id: 'lift', title: columns.actions },
                cell: (each: ListedSuppression) => (
                  <Button size="small" onClick={() => onLift(each)}>
                    {words.lift}
                    <span className="visually-hidden"> {each.person.slice(0, 5)}</span>
                  </Button>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
