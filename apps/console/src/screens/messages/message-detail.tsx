import type { Message } from '@disparo/api'
import { Link } from 'wouter'
import { useRetryMessage } from '../../api/messages.js'
import { troubleOf } from '../../api/trouble.js'
import { Button } from '../../parts/button.js'
import { Failure } from '../../parts/failure.js'
import { Notice } from '../../parts/notice.js'
import { Pill } from '../../parts/pill.js'
import { useSigned } from '../../shell/session.js'
import { useFailureWords, useMoreWords, useSpeech } from '../../words/use-words.js'
import { MessageFacts } from './message-facts.js'
import styles from './messages-screen.module.css'
import { toneOfStatus } from './status-tone.js'
import { Timeline } from './timeline.js'

/** All that is known of a message: what it has come to, when, and why. */
export function MessageDetail({ message }: { readonly message: Message }) {
  const { messages: words, statuses } = useMoreWords()
  const { account, may } = useSigned()
  const retry = useRetryMessage(account)
  const { status, batch } = message
  return (
    <>
      <div className={styles.more}>
        <Pill tone={toneOfStatus[status]}>{statuses[status]}</Pill>
        {batch ? <Link href={`/${account}/campaigns/${batch}`}>{words.openCampaign}</Link> : null}
      </div>
      <Why message={message} />
      <Failure trouble={troubleOf(retry.error)} />
      {retry.isSuccess ? <Notice live tone="good" title={words.retried} /> : null}
      {status === 'failed' && may('operate') ? (
        <div>
          <Button busy={retry.isPending} onClick={() => retry.mutate(message.id)}>
            {words.retry}
          </Button>
        </div>
      ) : null}
      <div className={styles.detail}>
        <section className={styles.section}>
          <h3>{words.timeline}</h3>
          <Timeline message={message} />
        </section>
        <section className={styles.section}>
          <h3>{words.facts}</h3>
          <MessageFacts message={message} />
        </section>
      </div>
    </>
  )
}

/** Why it has failed or is in doubt, and what to do. */
function Why({ message: { status, reason, evidence } }: { readonly message: Message }) {
  const { format } = useSpeech()
  const { messages: words } = useMoreWords()
  const explain = useFailureWords()
  if (reason === undefined && evidence === undefined) return null
  const told = reason === undefined ? undefined : explain(reason)
  return (
    <Notice tone={status === 'unknown' ? 'warn' : reason ? 'bad' : 'quiet'} title={told?.reason}>
      {told ? <p>{told.advice}</p> : null}
      {evidence ? <p>{words.evidence(format.number(evidence.shown), format.number(evidence.of))}</p> : null}
    </Notice>
  )
}
