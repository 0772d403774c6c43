import type { Batch } from '@disparo/api'
import { Link } from 'wouter'
import { figuresOf, share } from '../../api/batch-figures.js'
import { Button, buttonClass } from '../../parts/button.js'
import { Moment, None } from '../../parts/moment.js'
import { Pill } from '../../parts/pill.js'
import { type Column, Table } from '../../parts/table.js'
import { useAnnounced } from '../../parts/use-announced.js'
import { useSigned } from '../../shell/session.js'
import { useSpeech } from '../../words/use-words.js'
import styles from './campaigns-screen.module.css'
import { EndCell, RateCell, SentCell } from './progress-cells.js'
import { toneOfState } from './state-tone.js'

interface CampaignsTableProps {
  readonly batches: readonly Batch[]
  readonly isFirst: boolean
  /** Addresses of the next and of the first page. */
  readonly next: string | undefined
  readonly first: string | undefined
}

export function CampaignsTable({ batches, isFirst, next, first }: CampaignsTableProps) {
  const { words } = useSpeech()
  const announced = useAnnounced(batches, ({ id }) => id)
  const columns = useColumns()
  return (
    <>
      <div aria-live="polite" className={styles.more}>
        {isFirst && announced.waiting > 0 ? (
          <Button size="small" onClick={announced.show}>
            {words.campaigns.newOnes(announced.waiting)}
          </Button>
        ) : null}
      </div>
      {announced.rows.length === 0 && next ? <p>{words.campaigns.looking}</p> : null}
      {announced.rows.length > 0 ? (
        <Table
          caption={words.campaigns.title}
          columns={columns}
          rows={announced.rows}
          keyOf={({ id }) => id}
        />
      ) : null}
      {first || next ? (
        <nav className={styles.pages} aria-label={words.campaigns.title}>
          {first ? (
            <Link className={buttonClass('plain')} href={first}>
              ← {words.common.previous}
            </Link>
          ) : (
            <span />
          )}
          {next ? (
            <Link className={buttonClass('plain')} href={next}>
              {words.common.next} →
            </Link>
          ) : null}
        </nav>
      ) : null}
    </>
  )
}

function useColumns(): Column<Batch>[] {
  const { words, format } = useSpeech()
  const { account } = useSigned()
  const { columns } = words.campaigns
  return [
    {
      ...{ id: 'name', title: columns.name, isName: true, isWide: true },
      cell: (batch) => <NameCell batch={batch} href={`/${account}/campaigns/${batch.id}`} />,
    },
    {
      ...{ id: 'state', title: columns.state },
      cell: ({ state }) => <Pill tone={toneOfState[state]}>{words.states[state]}</Pill>,
    },
    { id: 'sent', title: columns.sent, cell: (batch) => <SentCell batch={batch} /> },
    { id: 'rate', title: columns.rate, isNumber: true, cell: (batch) => <RateCell batch={batch} /> },
    { id: 'end', title: columns.end, cell: (batch) => <EndCell batch={batch} /> },
    {
      ...{ id: 'read', title: columns.read, isNumber: true },
      cell: (batch) => {
        const { read, accepted } = figuresOf(batch)
        return accepted === 0 ? <None /> : format.percent(share(read, accepted))
      },
    },
    {
      ...{ id: 'who', title: columns.who },
      cell: ({ createdAt, createdBy }) => (
        <span className={styles.who}>
          <Moment at={createdAt} />
          {createdBy ? <span className={styles.small}>{words.campaigns.by(createdBy)}</span> : null}
        </span>
      ),
    },
  ]
}

function NameCell({ batch, href }: { readonly batch: Batch; readonly href: string }) {
  const { words } = useSpeech()
  const { name, source = 'library', templates } = batch
  const [template, ...others] = templates
  return (
    <span className={styles.name}>
      <Link href={href}>{name ?? words.campaigns.unnamed(words.campaigns.sources[source])}</Link>
      {template ? (
        <span className={styles.small}>{words.campaigns.template(template.elementName, others.length)}</span>
      ) : null}
    </span>
  )
}
