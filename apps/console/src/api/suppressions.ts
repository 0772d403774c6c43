import type { SuppressionCovers, SuppressionReason } from '@disparo/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { service } from './client.js'
import { usePoll } from './poll.js'
import { routes } from './routes.js'
import { saveAnswer } from './save.js'

export function useSuppressionCounts(account: string) {
  return usePoll(
    ['suppression-counts', account],
    (signal) => service.getSuppressionCounts({ params: { account } }, { signal }),
    { everyMs: 10_000 },
  )
}

/** A number is in the body of a request, and never in an address. */
export function useFindSuppressions(account: string) {
  return useMutation({
    mutationFn: (to: string) => service.searchSuppressions({ params: { account }, body: { to } }),
  })
}

interface Suppressing {
  readonly to: string
  readonly reason: SuppressionReason
  readonly covers: SuppressionCovers
}

function useRefreshCounts(account: string) {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: ['suppression-counts', account] })
}

export function useSuppress(account: string) {
  const onSuccess = useRefreshCounts(account)
  return useMutation({
    mutationFn: (body: Suppressing) =>
      service.addSuppressions({
        params: { account },
        upload: { contentType: 'application/json', body: JSON.stringify(body) },
      }),
    onSuccess,
  })
}

export function useLiftSuppressions(account: string) {
  const onSuccess = useRefreshCounts(account)
  return useMutation({
    mutationFn: (to: string) => service.removeSuppressions({ params: { account }, body: { to } }),
    onSuccess,
  })
}

export function downloadSuppressions(account: string): Promise<void> {
  const path = routes.listSuppressions.path.replace(':account', encodeURIComponent(account))
  return saveAnswer(path, 'bloqueios.csv')
}
