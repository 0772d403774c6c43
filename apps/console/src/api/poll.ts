import { type QueryKey, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { type Trouble, troubleOf } from './trouble.js'

/** What is known of something that is asked for again and again. */
export interface Polled<T> {
  readonly data: T | undefined
  readonly trouble: Trouble | undefined
  /** Epoch ms of the last answer; 0 before the first. */
  readonly answeredAt: number
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

/**
 * Asks while the tab is seen. Between two requests lies ten times what the last answer took, so that a slow service is
 * asked less often.
 */
export function usePoll<T>(
  key: QueryKey,
  ask: (signal: AbortSignal) => Promise<T>,
  { isOver = () => false, everyMs = 2_000, enabled = true }: PollOptions<T> = {},
): Polled<T> {
  const tookMs = useRef(0)
  const intervalMs = () => Math.min(longestMs, Math.max(everyMs, 10 * tookMs.current))
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
  return {
    data: query.data,
    trouble: troubleOf(query.error),
    answeredAt: query.dataUpdatedAt,
    staleAfterMs:
      query.data !== undefined && isOver(query.data) ? Number.POSITIVE_INFINITY : 2 * intervalMs() + 1_000,
    retry: () => void query.refetch(),
  }
}
