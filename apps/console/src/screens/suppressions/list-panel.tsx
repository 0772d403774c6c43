import type { ListedSuppression } from '@disparo/api'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { type SuppressionFilter, useSuppressionList } from '../../api/suppressions.js'
import { Answer } from '../../parts/answer.js'
import { buttonClass } from '../../parts/button.js'
import { Select } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { writeFilter } from './filter.js'
import { LiftDialog } from './lift-dialog.js'
import { PeopleTable } from './people-table.js'
import styles from './suppressions-screen.module.css'
import { reasons } from './terms.js'

interface ListPanelProps {
  readonly filter: SuppressionFilter
}

/** Who is on the account's list, a page at a time; a number only where it is kept. */
export function ListPanel({ filter }: ListPanelProps) {
  const { common } = useWords()
  const { suppressions: words } = useMoreWords()
  const { account } = useSigned()
  const [path, go] = useLocation()
  const [said, setSaid] = useState<string>()
  const [lifting, setLifting] = useState<ListedSuppression>()
  const polled = useSuppressionList(account, filter)
  const at = (next: SuppressionFilter) => `${path}${writeFilter(next)}`
  const { after, ...wanted } = filter
  const choose = (reason: string) =>
    go(at({ ...wanted, reason: reasons.find((each) => each === reason) }), { replace: true })
  const done = (text: string) => {
    setLifting(undefined)
    setSaid(text)
  }
  return (
    <Panel
      title={words.list}
      actions={
        <Select
          label={words.filterReason}
          value={filter.reason ?? ''}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="">{words.anyReason}</option>
          {reasons.map((each) => (
            <option key={each} value={each}>
              {words.reasons[each]}
            </option>
          ))}
        </Select>
      }
    >
      {filter.import ? (
        <Notice
          tone="info"
          title={words.onlyImport}
          actions={
            <Link className={buttonClass('plain', 'small')} href={at({ reason: filter.reason })}>
              {words.showAll}
            </Link>
          }
        />
      ) : null}
      <div role="status">{said ? <Notice tone="good" title={said} /> : null}</div>
      <Answer of={polled} lines={6}>
        {({ suppressions, next }) => (
          <>
            {suppressions.length === 0 ? (
              <p className={styles.muted}>{words.noneListed}</p>
            ) : (
              <PeopleTable suppressions={suppressions} onLift={setLifting} />
            )}
            <nav className={styles.pages} aria-label={words.list}>
              {after ? (
                <Link className={buttonClass('plain')} href={at(wanted)}>
                  ← {common.previous}
                </Link>
              ) : null}
              {next ? (
                <Link className={buttonClass('plain')} href={at({ ...wanted, after: next })}>
                  {common.next} →
                </Link>
              ) : null}
            </nav>
          </>
        )}
      </Answer>
      {lifting ? (
        <LiftDialog
          whom={{ person: lifting.person }}
          found={[lifting]}
          onDone={done}
          onClose={() => setLifting(undefined)}
        />
      ) : null}
    </Panel>
  )
}
