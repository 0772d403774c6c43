import { hashKey, type QueryKey, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { type Trouble, troubleOf } from './trouble.js'

/** What is known of something that is asked for again and again. */
export interface Polled<T> {
  readonly data: T | undefined
  readonly trouble: Trouble | undefined
  /** Epoch ms of the last answer; 0 before the first. */
  readonly answeredAt: number
  /** Since when it is looked at here, epoch ms: before that nobody asked. */
  readonly since: number
  /** How long an answer may be old before it is told so, ms. */
  readonly staleAfterMs: number
  readonly retry: () => void
}

interface PollOptions<T> {
  /** Whether nothing of it will change any more. */
  readonly isOver?: (data: T) => boolean
  /** The shortest time between two requests. Default 2 s. */
  readonly everyMs?: number
  readonly enabled?: boolean
}

const longestMs = 30_000

/** How long after an answer it is asked again: ten times what that took, so that a slow service is asked less often. */
export function intervalAfter(tookMs: number, everyMs: number): number {
  return Math.min(longestMs, Math.max(everyMs, 10 * tookMs))
}

/** Asks again and again while the tab is seen, until nothing will change any more. */
export function usePoll<T>(
  key: QueryKey,
  ask: (signal: AbortSignal) => Promise<T>,
  { isOver = () => false, everyMs = 2_000, enabled = true }: PollOptions<T> = {},
): Polled<T> {
  const tookMs = useRef(0)
  const intervalMs = () => intervalAfter(tookMs.current, everyMs)
  const query = useQuery({
    queryKey: key,
    enabled,
    queryFn: async ({ signal }) => {
      const begun = performance.now()
      try {
        return await ask(AbortSignal.any([signal, AbortSignal.timeout(longestMs)]))
      } finally {
        tookMs.current = performance.now() - begun
      }
    },
    refetchInterval: ({ state }) =>
      state.data !== undefined && state.error === null && isOver(state.data) ? false : intervalMs(),
  })
  const of = hashKey(key)
  const asked = useRef<{ of: string; since: number; error: Error | null }>(undefined)
  if (asked.current?.of !== of) asked.current = { of, since: Date.now(), error: null }
  // Where nothing is known yet, asking again forgets why there was no answer: it is told until there is one.
  if (!query.isPending) asked.current.error = query.error
  return {
    data: query.data,
    trouble: troubleOf(asked.current.error),
    answeredAt: query.dataUpdatedAt,
    since: asked.current.since,
    staleAfterMs:
      query.data !== undefined && isOver(query.data) ? Number.POSITIVE_INFINITY : 2 * intervalMs() + 1_000,
    retry: () => void query.refetch(),
  }
}
