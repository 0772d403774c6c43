import { useState } from 'react'
import type { useResolve } from '../../api/messages.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Failure } from '../../parts/failure.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './doubts-screen.module.css'

interface ResolveBarProps {
  readonly ids: readonly string[]
  readonly all: number
  readonly resolve: ReturnType<typeof useResolve>
  readonly onAll: (isChosen: boolean) => void
  readonly onDone: () => void
}

type Decision = 'accepted' | 'resend'

/** What is said of those that were chosen; before it is done, what it means is told. */
export function ResolveBar({ ids, all, resolve, onAll, onDone }: ResolveBarProps) {
  const { words, format } = useSpeech()
  const { doubts } = useMoreWords()
  const [asking, setAsking] = useState<Decision>()
  const close = () => setAsking(undefined)
  const count = format.number(ids.length)
  const decide = (as: Decision) =>
    resolve.mutate(
      { ids, as },
      {
        onSuccess: () => {
          close()
          onDone()
        },
      },
    )
  const dialog = asking === 'accepted' ? doubts.acceptedDialog : doubts.resendDialog
  return (
    <div className={styles.bar}>
      <label>
        <input
          type="checkbox"
          checked={ids.length === all}
          ref={(box) => {
            if (box) box.indeterminate = ids.length > 0 && ids.length < all
          }}
          onChange={({ target }) => onAll(target.checked)}
        />
        {doubts.selectAll}
      </label>
      <span className={styles.count} role="status">
        {ids.length > 0 ? doubts.selected(count) : ''}
      </span>
      <Button disabled={ids.length === 0} onClick={() => setAsking('accepted')}>
        {doubts.accepted}
      </Button>
      <Button disabled={ids.length === 0} look="danger" onClick={() => setAsking('resend')}>
        {doubts.resend}
      </Button>
      {asking ? (
        <Dialog
          title={dialog.title}
          onClose={close}
          actions={
            <>
              <Button onClick={close}>{words.common.cancel}</Button>
              <Button
                look={asking === 'resend' ? 'danger' : 'primary'}
                busy={resolve.isPending}
                onClick={() => decide(asking)}
              >
                {doubts[asking]}
              </Button>
            </>
          }
        >
          <p>{dialog.lead(count)}</p>
          <Failure trouble={troubleOf(resolve.error)} />
        </Dialog>
      ) : null}
    </div>
  )
}
