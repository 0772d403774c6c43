import type { Message } from '@disparo/api'
import type { ReactNode } from 'react'
import { Phone } from '../../parts/phone.js'
import { useSigned } from '../../shell/session.js'
import { useMoreWords, useSpeech } from '../../words/use-words.js'
import styles from './messages-screen.module.css'

/** What a message is, besides what became of it. */
export function MessageFacts({ message }: { readonly message: Message }) {
  const { words: common, format } = useSpeech()
  const { messages: words, holdups } = useMoreWords()
  const { may } = useSigned()
  const { to, elementName, namespace, lane, row, externalLabel, reference, metadata, upstreamId } = message
  const { billable, sendAt, expiresAt, id } = message
  const mine = Object.entries(metadata ?? {}).map(([name, value]) => [name, String(value)] as const)
  const facts: (readonly [string, ReactNode])[] = [
    [words.columns.to, to === '' ? words.forgotten : <Phone key="to" digits={to} mayShow={may('operate')} />],
    [words.columns.template, `${elementName} (${namespace})`],
    [words.lane, holdups.lanes[lane]],
    [words.row, row === undefined ? undefined : format.number(row)],
    [words.label, externalLabel],
    [words.reference, reference],
    ...mine,
    [words.sendAt, sendAt && format.exact(sendAt)],
    [words.expiresAt, expiresAt && format.exact(expiresAt)],
    [words.upstreamId, upstreamId],
    [words.billable, billable === undefined ? undefined : common.common[billable ? 'yes' : 'no']],
    [words.id, id],
  ]
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
    </dl>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}
