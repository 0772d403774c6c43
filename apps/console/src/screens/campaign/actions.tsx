import type { BatchProgress } from '@disparo/api'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { figuresOf } from '../../api/batch-figures.js'
import { type Control, useControl } from '../../api/campaign.js'
import { troubleOf } from '../../api/trouble.js'
import { Button, buttonClass } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Notice } from '../../parts/notice.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords } from '../../words/use-words.js'
import { allowedActions } from './allowed-actions.js'
import styles from './campaign-screen.module.css'
import { CancelDialog } from './cancel-dialog.js'
import { ChangeDialog } from './change-dialog.js'
import { ExportDialog } from './export-dialog.js'
import { RenameDialog } from './rename-dialog.js'
import { RetryDialog } from './retry-dialog.js'

type Open = 'cancel' | 'retry' | 'export' | 'rename' | 'change' | undefined

/** What can be done about a campaign now, by who looks at it. */
export function Actions({ batch }: { readonly batch: BatchProgress }) {
  const { campaign } = useMoreWords()
  const { account, session, may } = useSigned()
  const [open, setOpen] = useState<Open>()
  const [said, setSaid] = useState<{ readonly text: string }>()
  const saidAt = useRef<HTMLDivElement>(null)
  // What was pressed is mostly gone then.
  useEffect(() => {
    if (said) saidAt.current?.focus()
  }, [said])
  const control = useControl({ account, id: batch.id })
  const can = allowedActions(batch, { user: session.user, may })
  const close = () => setOpen(undefined)
  const done = (text: string) => {
    setSaid({ text })
    close()
  }
  const run = (verb: Control, text: string) => control.mutate(verb, { onSuccess: () => done(text) })
  const isBusy = (verb: Control) => control.isPending && control.variables === verb
  return (
    <>
      <div className={styles.actions}>
        {can.pause ? (
          <Button busy={isBusy('pauseBatch')} onClick={() => run('pauseBatch', campaign.paused)}>
            {campaign.pause}
          </Button>
        ) : null}
        {can.resume ? (
          <Button
            look="primary"
            busy={isBusy('resumeBatch')}
            onClick={() => run('resumeBatch', campaign.resumed)}
          >
            {campaign.resume}
          </Button>
        ) : null}
        {can.retry ? <Button onClick={() => setOpen('retry')}>{campaign.retry}</Button> : null}
        {can.correct ? (
          <Link className={buttonClass('plain')} href={`/${account}/new?into=${batch.id}`}>
            {campaign.correct}
          </Link>
        ) : null}
        <Link className={buttonClass('plain')} href={`/${account}/campaigns/${batch.id}/messages`}>
          {campaign.firstMessages}
        </Link>
        <Button onClick={() => setOpen('export')}>{campaign.export}</Button>
        {can.reschedule || can.pace ? (
          <Button onClick={() => setOpen('change')}>{campaign.change}</Button>
        ) : null}
        {can.rename ? <Button onClick={() => setOpen('rename')}>{campaign.rename}</Button> : null}
        {can.cancel ? (
          <Button look="danger" className={styles.apart} onClick={() => setOpen('cancel')}>
            {campaign.cancel}
          </Button>
        ) : null}
      </div>
      <div role="status" ref={saidAt} tabIndex={-1}>
        {said ? <Notice tone="good" title={said.text} /> : null}
      </div>
      {control.error && open === undefined ? <Failure trouble={troubleOf(control.error)} /> : null}
      {open === 'cancel' ? (
        <CancelDialog
          waiting={figuresOf(batch).waiting}
          trouble={troubleOf(control.error)}
          busy={control.isPending}
          onCancel={() => run('cancelBatch', campaign.cancelled)}
          onClose={close}
        />
      ) : null}
      {open === 'retry' ? <RetryDialog batch={batch} onClose={close} /> : null}
      {open === 'export' ? <ExportDialog batch={batch} onClose={close} /> : null}
      {open === 'change' ? (
        <ChangeDialog batch={batch} onDone={() => done(campaign.changed)} onClose={close} />
      ) : null}
      {open === 'rename' ? (
        <RenameDialog batch={batch} onDone={() => done(campaign.renamed)} onClose={close} />
      ) : null}
    </>
  )
}
