import type { Suppression } from '@disparo/api'
import { type FormEvent, useState } from 'react'
import { useFindSuppressions } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Field } from '../../parts/field.js'
import { Moment } from '../../parts/moment.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { Table } from '../../parts/table.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { AddForm } from './add-form.js'
import { LiftButton } from './lift-button.js'
import styles from './suppressions-screen.module.css'

/** Whether a person is suppressed, why and since when; and what can be done about it. */
export function PersonPanel() {
  const { common } = useWords()
  const { suppressions: words } = useMoreWords()
  const { account, may } = useSigned()
  const [to, setTo] = useState('')
  const [said, setSaid] = useState<string>()
  const finding = useFindSuppressions(account)
  const trouble = troubleOf(finding.error)
  const isInvalid = trouble?.kind === 'failed' && (trouble.fields?.length ?? 0) > 0
  const found = finding.data?.suppressions
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wanted = String(new FormData(event.currentTarget).get('to')).trim()
    setTo(wanted)
    setSaid(undefined)
    finding.mutate(wanted)
  }
  const done = (text: string) => {
    setSaid(text)
    finding.mutate(to)
  }
  return (
    <Panel title={words.person}>
      <form className={styles.search} onSubmit={submit} autoComplete="off">
        <Field
          label={words.phone}
          name="to"
          type="tel"
          hint={words.hint}
          error={isInvalid ? words.invalid : undefined}
          maxLength={64}
          autoComplete="off"
          required
        />
        <Button type="submit" look="primary" busy={finding.isPending}>
          {common.search}
        </Button>
      </form>
      {isInvalid ? null : <Failure trouble={trouble} />}
      <div role="status">{said ? <Notice tone="good" title={said} /> : null}</div>
      {found ? (
        <>
          <Notice
            live
            tone={found.length === 0 ? 'good' : 'warn'}
            title={found.length === 0 ? words.free : words.blocked}
            actions={found.length > 0 && may('operate') ? <LiftButton to={to} onDone={done} /> : null}
          >
            {finding.data?.incomplete ? words.incomplete : null}
          </Notice>
          {found.length > 0 ? <Found suppressions={found} /> : null}
          {may('operate') ? <AddForm to={to} onDone={() => done(words.added)} /> : null}
        </>
      ) : null}
    </Panel>
  )
}

function Found({ suppressions }: { readonly suppressions: readonly Suppression[] }) {
  const { suppressions: words } = useMoreWords()
  const { columns, reasons, coversWhat, scopes } = words
  return (
    <Table
      caption={words.blocked}
      rows={suppressions}
      keyOf={(each) => JSON.stringify(each)}
      columns={[
        { id: 'reason', title: columns.reason, isName: true, cell: ({ reason }) => reasons[reason] },
        { id: 'covers', title: columns.covers, cell: ({ covers }) => <span>{coversWhat[covers]}</span> },
        { id: 'scope', title: columns.scope, cell: ({ scope }) => <span>{scopes[scope]}</span> },
        { id: 'since', title: columns.since, cell: ({ since }) => <Moment at={since} /> },
        {
          ...{ id: 'by', title: columns.by },
          cell: ({ by, rule, list }) => <span>{list ?? rule ?? by ?? '—'}</span>,
        },
      ]}
    />
  )
}
