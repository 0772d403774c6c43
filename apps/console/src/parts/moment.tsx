import { useSpeech } from '../words/use-words.js'

/** A time, short; the exact one for who points at it. */
export function Moment({ at, now = Date.now() }: { readonly at: string; readonly now?: number }) {
  const { format } = useSpeech()
  return (
    <time dateTime={at} title={format.exact(at)}>
      {format.moment(at, now)}
    </time>
  )
}

/** Nothing is known, or there is nothing: on a narrow screen not even its name is shown. */
export function None() {
  return <span data-none>—</span>
}
