import { type FormEvent, useId, useState } from 'react'
import type { TroubleShown } from '../../parts/answer.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Failure } from '../../parts/failure.js'
import { Field } from '../../parts/field.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'

interface CancelDialogProps {
  readonly waiting: number
  readonly trouble: TroubleShown | undefined
  readonly busy: boolean
  readonly onCancel: () => void
  readonly onClose: () => void
}

/** What cannot be taken back wants more than one press: the word is typed. */
export function CancelDialog({ waiting, trouble, busy, onCancel, onClose }: CancelDialogProps) {
  const { words, format } = useSpeech()
  const { campaign } = useMoreWords()
  const { title, lead, type, word, wrong } = campaign.cancelDialog
  const [typed, setTyped] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const form = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() === word) onCancel()
    else setIsWrong(true)
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button type="submit" form={form} look="danger" busy={busy}>
            {campaign.cancel}
          </Button>
        </>
      }
    >
      <p>{lead(format.number(waiting))}</p>
      <Failure trouble={trouble} />
      <form id={form} onSubmit={submit}>
        <Field
          label={type(word)}
          value={typed}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
          error={isWrong && typed.trim() !== word ? wrong(word) : undefined}
        />
      </form>
    </Dialog>
  )
}
