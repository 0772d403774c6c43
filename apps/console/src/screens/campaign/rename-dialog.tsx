import type { Batch } from '@disparo/api'
import { type FormEvent, useId } from 'react'
import { useChangeBatch } from '../../api/campaign.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Failure } from '../../parts/failure.js'
import { Field } from '../../parts/field.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useWords } from '../../words/use-words.js'

interface RenameDialogProps {
  readonly batch: Batch
  readonly onDone: () => void
  readonly onClose: () => void
}

export function RenameDialog({ batch, onDone, onClose }: RenameDialogProps) {
  const words = useWords()
  const { campaign } = useMoreWords()
  const { account } = useSigned()
  const rename = useChangeBatch({ account, id: batch.id })
  const form = useId()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name'))
    rename.mutate({ name }, { onSuccess: onDone })
  }
  return (
    <Dialog
      title={campaign.rename}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.common.cancel}</Button>
          <Button type="submit" form={form} look="primary" busy={rename.isPending}>
            {campaign.rename}
          </Button>
        </>
      }
    >
      <Failure trouble={troubleOf(rename.error)} />
      <form id={form} onSubmit={submit}>
        <Field
          label={campaign.renameLabel}
          name="name"
          defaultValue={batch.name ?? ''}
          maxLength={100}
          required
        />
      </form>
    </Dialog>
  )
}
