import { useWords } from '../words/use-words.js'
import type { TroubleShown } from './answer.js'
import { Notice } from './notice.js'

interface FailureProps {
  readonly trouble: (TroubleShown & { readonly fields?: readonly string[] | undefined }) | undefined
}

/** Something was not done, and why. */
export function Failure({ trouble }: FailureProps) {
  const { troubles } = useWords()
  if (!trouble) return null
  const { title, advice } = troubles[trouble.kind]
  return (
    <div role="alert">
      <Notice tone="bad" title={`${troubles.refused}. ${trouble.kind === 'failed' ? '' : title}`}>
        <p>{trouble.kind === 'failed' ? (trouble.detail ?? advice) : advice}</p>
        {trouble.fields?.slice(0, 5).map((field) => (
          <p key={field}>{field}</p>
        ))}
      </Notice>
    </div>
  )
}
