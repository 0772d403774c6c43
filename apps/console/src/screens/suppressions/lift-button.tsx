import { useState } from 'react'
import { useLiftSuppressions } from '../../api/suppressions.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Dialog } from '../../parts/dialog.js'
import { Failure } from '../../parts/failure.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'

interface LiftButtonProps {
  readonly to: string
  readonly onDone: (said: string) => void
}

/** Lifts what suppresses a person, once it was told what that means. */
export function LiftButton({ to, onDone }: LiftButtonProps) {
  const { words: common, format } = useSpeech()
  const { suppressions: words } = useMoreWords()
  const { account } = useSigned()
  const [isAsked, setIsAsked] = useState(false)
  const lift = useLiftSuppressions(account)
  const run = () =>
    lift.mutate(to, {
      onSuccess: ({ lifted, remaining = [] }) => {
        setIsAsked(false)
        onDone(remaining.length > 0 ? words.remaining : words.lifted(format.number(lifted)))
      },
    })
  return (
    <>
      <Button size="small" onClick={() => setIsAsked(true)}>
        {words.lift}
      </Button>
      {isAsked ? (
        <Dialog
          title={words.liftTitle}
          onClose={() => setIsAsked(false)}
          actions={
            <>
              <Button onClick={() => setIsAsked(false)}>{common.common.cancel}</Button>
              <Button look="danger" busy={lift.isPending} onClick={run}>
                {words.lift}
              </Button>
            </>
          }
        >
          <p>{words.liftLead}</p>
          <Failure trouble={troubleOf(lift.error)} />
        </Dialog>
      ) : null}
    </>
  )
}
