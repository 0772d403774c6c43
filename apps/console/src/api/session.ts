import { ApiError, type Session } from '@disparo/api'
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { service } from './client.js'

export const sessionKey = ['session'] as const

/** What somebody was making when their session ended (kept-state.ts). */
export const keptKey = ['kept'] as const
export interface Kept {
  readonly user: string
  readonly of: string
  readonly value: unknown
}

/** Why nobody is logged in: nobody was, the session is over, or somebody logged out. */
export type NoSession = 'none' | 'ended' | 'left'

/** Who is logged in. */
export function useSessionQuery() {
  return useQuery<Session | NoSession>({
    queryKey: sessionKey,
    queryFn: ({ signal }) =>
      service.getSession({}, { signal }).catch((error: unknown) => {
        if (error instanceof ApiError && error.code === 'unauthorized') return 'none'
        throw error
      }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (state.error === null ? false : 3_000),
  })
}

/** Shows that nobody is logged in, and forgets all that was seen. */
export function forgetSession(queries: QueryClient, why: NoSession): void {
  queries.setQueryData(sessionKey, why)
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
  queries.getMutationCache().clear()
}

export function useLogin() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { readonly user: string; readonly password: string }) =>
      service.startSession({ body }),
    onSuccess: (session) => {
      if (queries.getQueryData<Kept>(keptKey)?.user !== session.user)
        queries.removeQueries({ queryKey: keptKey })
      queries.setQueryData(sessionKey, session)
    },
  })
}

/** Nothing of what was seen stays, whether the service could be told or not. */
export function useLogout() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => service.endSession(),
    onSettled: () => forgetSession(queries, 'left'),
  })
}
