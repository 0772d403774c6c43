import type { Holdup } from '@disparo/api'
import { Notice } from '../parts/notice.js'
import { useMoreWords, useSpeech } from '../words/use-words.js'
import { describeHoldup, stopsAll } from './describe-holdup.js'

/** Every reason for a standstill, the gravest first: what stops all is told apart from what only slows down. */
export function Holdups({ holdups }: { readonly holdups: readonly Holdup[] }) {
  const { format } = useSpeech()
  const { holdups: words } = useMoreWords()
  const now = Date.now()
  const sentences = (of: readonly Holdup[]) => of.map((each) => describeHoldup(each, { words, format, now }))
  const [all, less] = [holdups.filter(stopsAll), holdups.filter((each) => !stopsAll(each))]
  const isPlanned = all.every(({ reason }) => reason === 'paused' || reason === 'scheduled')
  return (
    <>
      {all.length > 0 ? (
        <Notice live tone={isPlanned ? 'info' : 'bad'}>
          <Sentences title={words.nothing} sentences={sentences(all)} />
        </Notice>
      ) : null}
      {less.length > 0 ? (
        <Notice tone="warn">
          <Sentences title={words.less} sentences={sentences(less)} />
        </Notice>
      ) : null}
    </>
  )
}

function Sentences({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 1)
    return (
      <p>
        <strong>{title}</strong>: {sentences[0]}
      </p>
    )
  return (
    <>
      <p>
        <strong>{title}</strong>:
      </p>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>– {sentence}</li>
        ))}
      </ul>
    </>
  )
}
