import type { Message } from '@disparo/api'
import { Link } from 'wouter'
import { Button } from '../../parts/button.js'
import { Moment, None } from '../../parts/moment.js'
import { Phone } from '../../parts/phone.js'
import { type Column, Table } from '../../parts/table.js'
import { useSigned } from '../../shell/session.js'
import { useFailureWords, useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './doubts-screen.module.css'

interface DoubtsTableProps {
  readonly messages: readonly Message[]
  /** Absent for who may not decide. */
  readonly chosen: ReadonlySet<string> | undefined
  readonly onChoose: (chosen: ReadonlySet<string>) => void
  readonly onOpen: (id: string) => void
}

export function DoubtsTable({ messages, chosen, onChoose, onOpen }: DoubtsTableProps) {
  const { format } = useSpeech()
  const { doubts, messages: said } = useMoreWords()
  const { account, may } = useSigned()
  const explain = useFailureWords()
  const { columns: titles } = doubts
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  const columns: Column<Message>[] = [
    {
      ...{ id: 'to', title: titles.to, isName: true },
      cell: ({ id, to }) => (
        <span className={styles.to}>
          {chosen ? (
            <input
              type="checkbox"
              aria-label={doubts.select(format.maskedPhone(to))}
              checked={chosen.has(id)}
              onChange={() => toggle(id)}
            />
          ) : null}
          <Phone digits={to} mayShow={may('operate')} />
        </span>
      ),
    },
    { id: 'template', title: titles.template, cell: ({ elementName }) => <span>{elementName}</span> },
    {
      ...{ id: 'since', title: titles.since },
      cell: ({ timeline }) => (timeline.unknown ? <Moment at={timeline.unknown} /> : <None />),
    },
    {
      ...{ id: 'happened', title: titles.happened },
      cell: ({ reason }) => (reason ? <span>{explain(reason).reason}</span> : <None />),
    },
    {
      ...{ id: 'waits', title: titles.waits },
      cell: ({ waiting, evidence }) => (
        <span className={styles.waits}>
          {waiting ? doubts.waits[waiting] : '—'}
          {evidence ? (
            <span className={styles.small}>
              {said.evidence(format.number(evidence.shown), format.number(evidence.of))}
            </span>
          ) : null}
        </span>
      ),
    },
    {
      ...{ id: 'campaign', title: titles.campaign },
      cell: ({ id, batch }) => (
        <span className={styles.links}>
          {batch ? <Link href={`/${account}/campaigns/${batch}`}>{said.openCampaign}</Link> : null}
          <Button size="small" onClick={() => onOpen(id)}>
            {said.open}
            <span className="visually-hidden"> {id}</span>
          </Button>
        </span>
      ),
    },
  ]
  return <Table caption={doubts.title} columns={columns} rows={messages} keyOf={({ id }) => id} />
}
