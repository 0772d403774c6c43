import type { BatchCheck } from '@disparo/api'
import { useEffect, useState } from 'react'
import { useCheck } from '../../api/upload.js'
import { type Draft, mappingOf } from './draft.js'
import { sendTerms, timeTrouble } from './send-terms.js'

/** Longer than between two keys. */
const restMs = 800
/** What goes up again for each change of terms. */
const mostBytes = 8_000_000

interface TermsCheck {
  /** By the terms that are chosen, where that is known; else by those of before. */
  readonly check: BatchCheck
  readonly isReckoning: boolean
  /** Its times are those of the terms. */
  readonly isOfTerms: boolean
}

/** When the campaign would be done by the terms that are chosen: the service reckons it, as it would go. */
export function useTermsCheck(
  draft: Draft & { readonly check: BatchCheck | undefined },
  { into, account }: { readonly into: string | undefined; readonly account: string },
): TermsCheck {
  const checking = useCheck(account)
  const { file, contentType, terms } = draft
  const { name: _, ...others } = sendTerms(draft, into)
  const asked = JSON.stringify(others)
  const isPlain = terms.time === undefined && terms.maxPerMinute === undefined
  const [known, setKnown] = useState<{ readonly of: string; readonly check: BatchCheck }>()
  const isWanted =
    !isPlain && into === undefined && file.size <= mostBytes && !timeTrouble(terms.time, Date.now())
  useEffect(() => {
    if (!isWanted || known?.of === asked) return undefined
    const ask = () =>
      checking.mutate(
        { file, contentType, mapping: mappingOf(draft), terms: others },
        { onSuccess: (check) => setKnown({ of: asked, check }) },
      )
    const timer = setTimeout(ask, restMs)
    return () => clearTimeout(timer)
  }, [asked, isWanted])
  const own = known?.of === asked ? known.check : undefined
  return {
    check: (own ?? draft.check) as BatchCheck,
    isReckoning: isWanted && own === undefined && !checking.error,
    isOfTerms: isPlain || own !== undefined,
  }
}
