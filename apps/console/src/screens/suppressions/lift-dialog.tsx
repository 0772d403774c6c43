import type { Suppression } from '@disparo/api'
import { type FormEvent, useId, useState } from 'react'
import { useLiftSuppressions } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Failure } from '../../parts/failure.js'
import { Field, Select } from '../../parts/field.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { liftOptions } from './lift-options.js'

/** The service takes no more. */
export const longestWhy = 200

interface LiftDialogProps {
  readonly whom: { readonly to: string } | { readonly person: string }
  /** What they are suppressed for. */
  readonly found: readonly Suppression[]
  readonly onDone: (said: string) => void
  readonly onClose: () => void
}

/** Lifts what a person is suppressed for; who does so says why, and it is kept. */
export function LiftDialog({ whom, found, onDone, onClose }: LiftDialogProps) {
  const { words: common, format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const { account } = useSigned()
  const { title, lead, which, ...said } = words.liftDialog
  const options = liftOptions(found)
  const [chosen, setChosen] = useState(options[0])
  const [isAsked, setIsAsked] = useState(false)
  const [why, setWhy] = useState('')
  const lift = useLiftSuppressions(account)
  const form = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setIsAsked(true)
    if (why.trim() === '' || !chosen) return
    const { reason, scope } = chosen
    lift.mutate(
      { ...whom, why: why.trim(), reason, scope },
      {
        onSuccess: ({ lifted, remaining = [] }) => {
          const text = words.lifted(format.number(lifted))
          onDone(remaining.length > 0 ? `${text} ${words.remaining}` : text)
        },
      },
    )
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{common.common.cancel}</Button>
          <Button type="submit" form={form} look="danger" busy={lift.isPending}>
            {words.lift}
          </Button>
        </>
      }
    >
      <p>{lead}</p>
      <Failure trouble={troubleOf(lift.error)} />
      <form id={form} onSubmit={submit} noValidate>
        {options.length > 1 ? (
          <Select
            label={which}
            value={chosen?.id}
            onChange={({ target }) => setChosen(options.find(({ id }) => id === target.value))}
          >
            {options.map(({ id, reason, scope }) => (
              <option key={id} value={id}>
                {reason ? said.one(words.reasons[reason], words.scopes[scope]) : said.usual}
              </option>
            ))}
          </Select>
        ) : null}
        <Field
          label={said.why}
          hint={said.whyHint}
          value={why}
          maxLength={longestWhy}
          autoComplete="off"
          onChange={({ target }) => setWhy(target.value)}
          error={isAsked && why.trim() === '' ? said.whyMissing : undefined}
        />
      </form>
    </Dialog>
  )
}
