import type { Batch } from '@disparo/api'
import { type FormEvent, useId, useState } from 'react'
import { useChangeBatch } from '../../api/campaign.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Failure } from '../../parts/failure.js'
import { Field } from '../../parts/field.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'
import { allowedActions } from './allowed-actions.js'
import { changeOf, localTime } from './changed-sending.js'

interface ChangeDialogProps {
  readonly batch: Batch
  readonly onDone: () => void
  readonly onClose: () => void
}

/** When a campaign goes, while nothing of it has gone; and how fast. */
export function ChangeDialog({ batch, onDone, onClose }: ChangeDialogProps) {
  const words = useWords()
  const said = useMoreWords().campaign.changeDialog
  const { account, session, may } = useSigned()
  const change = useChangeBatch({ account, id: batch.id })
  const [time, setTime] = useState(() => localTime(batch.sendAt))
  const [pace, setPace] = useState(String(batch.maxPerMinute ?? ''))
  const [isAsked, setIsAsked] = useState(false)
  const form = useId()
  const can = allowedActions(batch, { user: session.user, may })
  const { wrong, body } = changeOf({ time, pace }, batch, Date.now())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (wrong) return
    if (body) change.mutate(body, { onSuccess: onDone })
    else onClose()
  }
  return (
    <Dialog
      title={said.title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={change.isPending}>
            {said.submit}
          </Button>
        </>
      }
    >
      <Failure trouble={troubleOf(change.error)} />
      <form id={form} onSubmit={submit} noValidate>
        {can.reschedule ? (
          <Field
            label={said.time}
            hint={said.timeHint}
            type="datetime-local"
            value={time}
            error={isAsked && wrong === 'time' ? said.timeWrong : undefined}
            onChange={({ target }) => setTime(target.value)}
          />
        ) : (
          <p>{said.begun}</p>
        )}
        {can.pace ? (
          <Field
            label={said.pace}
            hint={said.paceHint}
            type="number"
            inputMode="numeric"
            min={1}
            max={1_000_000}
            value={pace}
            error={isAsked && wrong === 'pace' ? said.paceWrong : undefined}
            onChange={({ target }) => setPace(target.value)}
          />
        ) : null}
      </form>
    </Dialog>
  )
}
