import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useMoreWords, useWords } from '../words/use-words.js'
import type { TroubleShown } from './answer.js'
import { Button } from './button.js'
import { Dialog } from './dialog.js'
import { Failure } from './failure.js'
import { Field } from './field.js'

interface TypedDialogProps {
  readonly title: string
  /** What it means, and what else is asked for. */
  readonly children: ReactNode
  /** The word to type. */
  readonly word: string
  readonly action: string
  readonly trouble: TroubleShown | undefined
  readonly busy: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** What cannot be taken back wants more than one press: a word is typed. */
export function TypedDialog({ title, children, word, action, ...rest }: TypedDialogProps) {
  const { trouble, busy, onConfirm, onClose } = rest
  const { common } = useWords()
  const { typed: words } = useMoreWords()
  const [typed, setTyped] = useState('')
  const [isWrong, setIsWrong] = useState(false)
  const form = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() === word) onConfirm()
    else setIsWrong(true)
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button type="submit" form={form} look="danger" busy={busy}>
            {action}
          </Button>
        </>
      }
    >
      <Failure trouble={trouble} />
      <form id={form} onSubmit={submit} noValidate>
        {children}
        <Field
          label={words.type(word)}
          value={typed}
          autoComplete="off"
          onChange={({ target }) => setTyped(target.value)}
          error={isWrong && typed.trim() !== word ? words.wrong(word) : undefined}
        />
      </form>
    </Dialog>
  )
}
