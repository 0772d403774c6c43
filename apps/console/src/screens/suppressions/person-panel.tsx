import { type FormEvent, useState } from 'react'
import { useFindSuppressions } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Field } from '../../parts/field.js'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { AddForm } from './add-form.js'
import { FoundTable, LiftsTable } from './found-table.js'
import { LiftDialog } from './lift-dialog.js'
import styles from './suppressions-screen.module.css'

/** Whether a person is suppressed, why and since when, and who lifted what of them; and what can be done about it. */
export function PersonPanel() {
  const { common } = useWords()
  const { suppressions: words } = useMoreWords()
  const { account, may } = useSigned()
  const [to, setTo] = useState('')
  const [said, setSaid] = useState<string>()
  const [isLifting, setIsLifting] = useState(false)
  const finding = useFindSuppressions(account)
  const trouble = troubleOf(finding.error)
  const isInvalid = trouble?.kind === 'failed' && (trouble.fields?.length ?? 0) > 0
  const { suppressions: found, lifts = [], incomplete } = finding.data ?? {}
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const wanted = String(new FormData(event.currentTarget).get('to')).trim()
    setTo(wanted)
    setSaid(undefined)
    finding.mutate(wanted)
  }
  const done = (text: string) => {
    setIsLifting(false)
    setSaid(text)
    finding.mutate(to)
  }
  const isBlocked = found !== undefined && found.length > 0
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
            tone={isBlocked ? 'warn' : 'good'}
            title={isBlocked ? words.blocked : words.free}
            actions={
              isBlocked && may('operate') ? (
                <Button size="small" onClick={() => setIsLifting(true)}>
                  {words.lift}
                </Button>
              ) : null
            }
          >
            {incomplete ? words.incomplete : null}
          </Notice>
          {isBlocked ? <FoundTable suppressions={found} /> : null}
          {lifts.length > 0 ? (
            <>
              <h3>{words.lifts}</h3>
              <LiftsTable lifts={lifts} />
            </>
          ) : null}
          {may('operate') ? <AddForm to={to} onDone={() => done(words.added)} /> : null}
        </>
      ) : null}
      {isLifting && found ? (
        <LiftDialog whom={{ to }} found={found} onDone={done} onClose={() => setIsLifting(false)} />
      ) : null}
    </Panel>
  )
}
