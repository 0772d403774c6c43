import { useMessage } from '../../api/messages.js'
import { Answer } from '../../parts/answer.js'
import { Dialog } from '../../parts/dialog.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords } from '../../words/use-words.js'
import { MessageDetail } from './message-detail.js'

interface MessageDialogProps {
  readonly id: string
  readonly onClose: () => void
}

/** A message over the list that it was found in, which stays as it was. */
export function MessageDialog({ id, onClose }: MessageDialogProps) {
  const { messages } = useMoreWords()
  const { account } = useSigned()
  const polled = useMessage(account, id)
  return (
    <Dialog wide title={messages.one} onClose={onClose}>
      <Answer of={polled} lines={5}>
        {(message) => <MessageDetail message={message} />}
      </Answer>
    </Dialog>
  )
}
