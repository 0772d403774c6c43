import type { Batch, BatchReasons } from '@disparo/api'
import { Link } from 'wouter'
import { useReasons } from '../../api/campaign.js'
import { Answer } from '../../parts/answer.js'
import { Panel } from '../../parts/page.js'
import { type Column, Table } from '../../parts/table.js'
import { useSigned } from '../../shell/session.js'
import { useFailureWords, useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './campaign-screen.module.css'

type Reason = BatchReasons['reasons'][number]

interface ReasonsPanelProps {
  readonly batch: Batch
  readonly isOver: boolean
}

/** Why messages did not go, most first, and what to do about each. */
export function ReasonsPanel({ batch, isOver }: ReasonsPanelProps) {
  const { campaign } = useMoreWords()
  const { account } = useSigned()
  const polled = useReasons({ account, id: batch.id }, isOver)
  const columns = useColumns(batch.id)
  return (
    <Panel title={campaign.reasons}>
      <Answer of={polled} lines={2}>
        {({ reasons }) =>
          reasons.length === 0 ? (
            <p className={styles.muted}>{campaign.reasonsEmpty}</p>
          ) : (
            <Table caption={campaign.reasons} columns={columns} rows={reasons} keyOf={({ code }) => code} />
          )
        }
      </Answer>
    </Panel>
  )
}

function useColumns(id: string): Column<Reason>[] {
  const { format } = useSpeech()
  const { campaign } = useMoreWords()
  const { account } = useSigned()
  const explain = useFailureWords()
  const { reason, count, advice, retry } = campaign.reasonColumns
  return [
    {
      ...{ id: 'reason', title: reason, isName: true, isWide: true },
      cell: (each) => (
        <span className={styles.reason}>
          <span>{explain(each.code).reason}</span>
          <span className={styles.code}>
            {each.code} ·{' '}
            <Link href={`/${account}/campaigns/${id}/messages?reason=${each.code}`}>
              {campaign.seeMessages}
              <span className="visually-hidden">: {each.code}</span>
            </Link>
          </span>
        </span>
      ),
    },
    { id: 'count', title: count, isNumber: true, cell: (each) => format.number(each.count) },
    { id: 'advice', title: advice, cell: (each) => explain(each.code).advice },
    { id: 'retry', title: retry, cell: (each) => campaign.retryAdvice[each.retry] },
  ]
}
