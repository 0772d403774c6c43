import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Kept, keptKey, sessionKey } from './session.js'

/**
 * A state that outlives the end of a session, in memory alone: it is there again for the same person at the same place, once they
 * have logged in. Whoever leaves that place by themselves leaves it behind.
 * @param of - the place, such as an account
 */
export function useKeptState<T>(user: string, of: string, first: T) {
  const queries = useQueryClient()
  const [kept] = useState(() => queries.getQueryData<Kept>(keptKey))
  const own = kept?.user === user && kept.of === of ? (kept.value as T) : undefined
  const [state, setState] = useState(own ?? first)
  const latest = useRef(state)
  latest.current = state
  useEffect(() => {
    queries.removeQueries({ queryKey: keptKey })
    return () => {
      if (queries.getQueryData(sessionKey) === 'ended')
        queries.setQueryData<Kept>(keptKey, { user, of, value: latest.current })
    }
  }, [])
  /** It is as it was when the session ended. */
  const isBack = own !== undefined && own === state
  return { state, setState, isBack }
}
