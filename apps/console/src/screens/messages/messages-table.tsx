import type { Message } from '@disparo/api'
import { Button } from '../../parts/button.js'
import { Moment, None } from '../../parts/moment.js'
import { Phone } from '../../parts/phone.js'
import { Pill } from '../../parts/pill.js'
import { type Column, Table } from '../../parts/table.js'
import { useSigned } from '../../shell/session.js'
import { useFailureWords, useMoreWords } from '../../words/use-words.js'
import styles from './messages-screen.module.css'
import { toneOfStatus } from './status-tone.js'

interface MessagesTableProps {
  readonly caption: string
  readonly messages: readonly Message[]
  readonly onOpen: (id: string) => void
}

/** Messages, each with what it has come to, and why. */
export function MessagesTable({ caption, messages, onOpen }: MessagesTableProps) {
  const { messages: words, statuses } = useMoreWords()
  const { may } = useSigned()
  const explain = useFailureWords()
  const columns: Column<Message>[] = [
    {
      ...{ id: 'to', title: words.columns.to, isName: true },
      cell: ({ to }) =>
        to === '' ? (
          <span className={styles.muted}>{words.forgotten}</span>
        ) : (
          <Phone digits={to} mayShow={may('operate')} />
        ),
    },
    {
      ...{ id: 'template', title: words.columns.template },
      cell: ({ elementName }) => <span className={styles.breaks}>{elementName}</span>,
    },
    {
      ...{ id: 'status', title: words.columns.status },
      cell: ({ status }) => <Pill tone={toneOfStatus[status]}>{statuses[status]}</Pill>,
    },
    {
      ...{ id: 'since', title: words.columns.since },
      cell: ({ status, timeline }) => {
        const at = timeline[status]
        return at ? <Moment at={at} /> : <None />
      },
    },
    {
      ...{ id: 'detail', title: words.columns.detail, isWide: true },
      cell: ({ reason }) => (reason ? explain(reason).reason : <None />),
    },
    {
      ...{ id: 'open', title: words.open },
      cell: ({ id, row }) => (
        <Button size="small" onClick={() => onOpen(id)}>
          {words.open}
          <span className="visually-hidden"> {row ?? id}</span>
        </Button>
      ),
    },
  ]
  return <Table caption={caption} columns={columns} rows={messages} keyOf={({ id }) => id} />
}
