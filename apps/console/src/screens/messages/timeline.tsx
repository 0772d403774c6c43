import type { Message } from '@disparo/api'
import type { ReactNode } from 'react'
import { useFailureWords, useMoreWords, useSpeech } from '../../words/use-words.js'
import { eventsOf, type MessageEvent, type PastEvent } from './message-events.js'
import styles from './messages-screen.module.css'

/** What happened to a message and when, what upstream said, and what it waits for. */
export function Timeline({ message }: { readonly message: Message }) {
  return (
    <ol className={styles.timeline}>
      {eventsOf(message, Date.now()).map((event) =>
        event.id === 'now' ? (
          <Now key="now" event={event} message={message} />
        ) : (
          <Past key={`${event.id} ${event.at}`} event={event} message={message} />
        ),
      )}
    </ol>
  )
}

interface PastProps {
  readonly event: PastEvent
  readonly message: Message
}

function Past({ event, message: { detail, upstreamId } }: PastProps) {
  const { format } = useSpeech()
  const { messages: words, statuses } = useMoreWords()
  const explain = useFailureWords()
  const { id, at } = event
  const titles = { replied: words.replied, tried: words.attempt, sending: words.attempt }
  return (
    <li>
      <span>{{ ...statuses, ...titles }[id]}</span>
      <time dateTime={at}>{format.exact(at)}</time>
      {id === 'tried' ? <p>{explain(event.reason).reason}</p> : null}
      {id === 'tried' && event.isCut ? <p>{words.earlier}</p> : null}
      {id === 'accepted' && upstreamId ? (
        <p>
          {words.upstreamId}: {upstreamId}
        </p>
      ) : null}
      {id !== 'tried' && event.isPresent && detail ? <Said status={id}>{detail}</Said> : null}
    </li>
  )
}

interface NowProps {
  readonly event: Extract<MessageEvent, { id: 'now' }>
  readonly message: Message
}

function Now({ event: { waitsFor, until }, message: { status, detail, waiting } }: NowProps) {
  const { format } = useSpeech()
  const { messages: words, doubts } = useMoreWords()
  const why = waitsFor === 'doubt' && waiting ? doubts.waits[waiting] : words.waitsFor[waitsFor]
  return (
    <li data-now>
      <span>
        {words.waiting}: {why}
      </span>
      {until ? <time dateTime={until}>{words.untilAt(format.exact(until))}</time> : null}
      {status === 'enqueued' && detail ? <Said status={status}>{detail}</Said> : null}
    </li>
  )
}

/** Elsewhere the words are of who decided, or of the service itself. */
const saidUpstream = new Set<string>(['rejected', 'failed', 'unknown'])

function Said({ status, children }: { readonly status: string; readonly children: ReactNode }) {
  const { messages: words } = useMoreWords()
  return (
    <p>
      {saidUpstream.has(status) ? words.said : words.detail}: <code>{children}</code>
    </p>
  )
}
