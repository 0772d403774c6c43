import type { TroubleShown } from '../../parts/answer.js'
import { TypedDialog } from '../../parts/typed-dialog.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'

interface CancelDialogProps {
  readonly waiting: number
  readonly trouble: TroubleShown | undefined
  readonly busy: boolean
  readonly onCancel: () => void
  readonly onClose: () => void
}

export function CancelDialog({ waiting, onCancel, ...rest }: CancelDialogProps) {
  const { format } = useSpeech()
  const { campaign } = useMoreWords()
  const { title, lead, word } = campaign.cancelDialog
  return (
    <TypedDialog {...rest} {...{ title, word }} action={campaign.cancel} onConfirm={onCancel}>
      <p>{lead(format.number(waiting))}</p>
    </TypedDialog>
  )
}
