import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { forgetSession, keptKey, sessionKey } from './session.js'
import { isLoggedOut } from './trouble.js'

/** Once the session is over, nothing that it showed stays in memory; but what its person was making waits for them. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (!isLoggedOut(error) || typeof queries.getQueryData(sessionKey) !== 'object') return
    forgetSession(queries, 'ended')
  }
  const queries = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: false, staleTime: 1_000, refetchOnWindowFocus: true, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
  queries.setQueryDefaults(keptKey, { gcTime: Number.POSITIVE_INFINITY })
  return queries
}
