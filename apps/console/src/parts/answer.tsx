import type { ReactNode } from 'react'
import { useSpeech } from '../words/use-words.js'
import { Blank, Loading } from './blank.js'
import { Button } from './button.js'
import { Notice } from './notice.js'
import { useNow, useVisibleSince } from './use-now.js'

export interface TroubleShown {
  readonly kind: 'unreachable' | 'storage' | 'forbidden' | 'missing' | 'busy' | 'failed'
  readonly detail?: string | undefined
  readonly reference?: string | undefined
}

interface AnswerProps<T> {
  readonly of: {
    readonly data: T | undefined
    readonly trouble: TroubleShown | undefined
    readonly answeredAt: number
    readonly since: number
    readonly staleAfterMs: number
    readonly retry: () => void
  }
  readonly lines?: number
  readonly children: (data: T) => ReactNode
}

/** What was asked for, in whatever state it is: on its way, there, old, refused, or not to be had. */
export function Answer<T>({
  of: { data, trouble, answeredAt, since, staleAfterMs, retry },
  lines,
  children,
}: AnswerProps<T>) {
  const { words } = useSpeech()
  const isRefused = trouble?.kind === 'forbidden' || trouble?.kind === 'missing'
  if (data === undefined || isRefused)
    return trouble ? (
      <TroubleBlank trouble={trouble} retry={retry} />
    ) : (
      <Loading label={words.common.loading} {...(lines === undefined ? {} : { lines })} />
    )
  return (
    <>
      <StaleNotice {...{ trouble, answeredAt, since, staleAfterMs, retry }} />
      {children(data)}
    </>
  )
}

function TroubleBlank({ trouble, retry }: { readonly trouble: TroubleShown; readonly retry: () => void }) {
  const { words } = useSpeech()
  const { title, advice } = words.troubles[trouble.kind]
  const canRetry = trouble.kind !== 'forbidden'
  return (
    <Blank
      live
      title={title}
      advice={
        <>
          <p>{advice}</p>
          {trouble.reference ? <p>{words.troubles.reference(trouble.reference)}</p> : null}
        </>
      }
      action={canRetry ? <Button onClick={retry}>{words.common.retry}</Button> : null}
    />
  )
}

type StaleProps = Omit<AnswerProps<unknown>['of'], 'data'>

/** Says that what is seen may be old, and why, as soon as an answer fails or is late. */
function StaleNotice({ trouble, answeredAt, since, staleAfterMs, retry }: StaleProps) {
  const { words, format } = useSpeech()
  const now = useNow(1_000)
  const visibleSince = useVisibleSince()
  const ageMs = now - answeredAt
  const isLate = now - Math.max(answeredAt, since, visibleSince) > staleAfterMs
  if (!trouble && (answeredAt === 0 || !isLate)) return null
  const reason = words.troubles[trouble?.kind ?? 'unreachable']
  return (
    <Notice
      live
      tone="warn"
      title={reason.title}
      actions={
        <Button size="small" onClick={retry}>
          {words.common.retry}
        </Button>
      }
    >
      <p>{words.troubles.stale(format.duration(ageMs))}</p>
      <p>{reason.advice}</p>
    </Notice>
  )
}
