import type { Account } from '@disparo/api'
import { Notice } from '../../parts/notice.js'
import { Panel } from '../../parts/page.js'
import { Pill } from '../../parts/pill.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import { callbackStateOf, toneOfCallbacks } from './callback-state.js'
import { Facts } from './facts.js'

/** Whether anybody is told what becomes of messages, and whether they take it. */
export function CallbacksPanel({ callbacks }: Pick<Account, 'callbacks'>) {
  const { format } = useSpeech()
  const { account: words } = useMoreWords()
  const { callbackFacts: names, callbackState } = words
  const state = callbackStateOf(callbacks)
  const { outbox, disabled, pausedUntil, lastFailure } = callbacks
  const now = Date.now()
  const at = (time: string | undefined) => (time === undefined ? '—' : format.moment(time, now))
  return (
    <Panel
      title={words.callbacks}
      actions={<Pill tone={toneOfCallbacks[state]}>{callbackState[state]}</Pill>}
    >
      {state === 'none' ? <p>{words.noCallback}</p> : null}
      {disabled ? (
        <Notice tone="bad" title={words.callbackDisabled(at(disabled.at), disabled.reason)} />
      ) : null}
      {state === 'paused' ? <Notice tone="warn" title={words.callbackPaused(at(pausedUntil))} /> : null}
      {state === 'none' ? null : (
        <Facts
          facts={[
            [names.waiting, format.number(callbacks.waiting)],
            [names.failed, format.number(callbacks.failed)],
            [names.dropped, format.number(outbox.dropped)],
            [names.lastSuccess, at(callbacks.lastSuccessAt)],
            [names.lastFailure, lastFailure ? `${at(lastFailure.at)} (${lastFailure.reason})` : '—'],
          ]}
        />
      )}
    </Panel>
  )
}
