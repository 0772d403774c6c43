import { describeProblem } from '../words/describe-problem.js'
import { useMoreWords, useSpeech } from '../words/use-words.js'
import type { TroubleShown } from './answer.js'
import { Notice } from './notice.js'

/** What is wrong with a field of what was asked for. */
type Told = Parameters<typeof describeProblem>[0] & {
  readonly path: string
  readonly message: string
  readonly line?: number | undefined
}

interface FailureProps {
  readonly trouble: (TroubleShown & { readonly fields?: readonly Told[] | undefined }) | undefined
}

/** Something was not done, and why. */
export function Failure({ trouble }: FailureProps) {
  const { words: common, format } = useSpeech()
  const { wizard: words } = useMoreWords()
  const { troubles } = common
  if (!trouble) return null
  const { title, advice } = troubles[trouble.kind]
  return (
    <div role="alert">
      <Notice tone="bad" title={`${troubles.refused}. ${trouble.kind === 'failed' ? '' : title}`}>
        <p>{trouble.kind === 'failed' ? (trouble.detail ?? advice) : advice}</p>
        {trouble.fields?.slice(0, 5).map((field) => (
          <p key={`${field.line} ${field.path}`}>
            {[field.line, field.path].filter(Boolean).join(', ')}:{' '}
            {describeProblem(field, { words, number: format.number }, field.message)}
          </p>
        ))}
      </Notice>
    </div>
  )
}
