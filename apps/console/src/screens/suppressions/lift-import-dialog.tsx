import type { SuppressionCounts } from '@disparo/api'
import { useState } from 'react'
import { useLiftSuppressions } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Field } from '../../parts/field.js'
import { TypedDialog } from '../../parts/typed-dialog.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { longestWhy } from './lift-dialog.js'

interface LiftImportDialogProps {
  readonly import: string
  /** What the import has left. */
  readonly sources: SuppressionCounts['sources']
  readonly onDone: (said: string) => void
  readonly onClose: () => void
}

/** Lifts all of an import that was a mistake, once its word is typed and its reason told. */
export function LiftImportDialog({ import: id, sources, onDone, onClose }: LiftImportDialogProps) {
  const { format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const { account } = useSigned()
  const { why: whyLabel, whyHint, whyMissing } = words.liftDialog
  const { title, lead, word } = words.liftImportDialog
  const [why, setWhy] = useState('')
  const [isAsked, setIsAsked] = useState(false)
  const lift = useLiftSuppressions(account)
  const count = sources.reduce((sum, source) => sum + source.count, 0)
  const confirm = () => {
    setIsAsked(true)
    if (why.trim() === '') return
    lift.mutate(
      { import: id, why: why.trim() },
      { onSuccess: ({ lifted }) => onDone(words.lifted(format.number(lifted))) },
    )
  }
  return (
    <TypedDialog
      {...{ title, word, onClose, trouble: troubleOf(lift.error), busy: lift.isPending }}
      action={words.liftImport}
      onConfirm={confirm}
    >
      <p>{lead(format.number(count), sources[0]?.list ?? words.imported)}</p>
      <Field
        label={whyLabel}
        hint={whyHint}
        value={why}
        maxLength={longestWhy}
        autoComplete="off"
        onChange={({ target }) => setWhy(target.value)}
        error={isAsked && why.trim() === '' ? whyMissing : undefined}
      />
    </TypedDialog>
  )
}
