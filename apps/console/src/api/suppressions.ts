import {
  createClientFor,
  operations,
  type SuppressionCovers,
  type SuppressionReason,
  suppressionOperations,
} from '@disparo/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { connection } from './client.js'
import { usePoll } from './poll.js'
import { saveAnswer } from './save.js'

const suppressions = createClientFor(suppressionOperations, connection)

export function useSuppressionCounts(account: string) {
  return usePoll(
    ['suppression-counts', account],
    (signal) => suppressions.getSuppressionCounts({ params: { account } }, { signal }),
    { everyMs: 10_000 },
  )
}

/** A number is in the body of a request, and never in an address. */
export function useFindSuppressions(account: string) {
  return useMutation({
    mutationFn: (to: string) => suppressions.searchSuppressions({ params: { account }, body: { to } }),
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
      suppressions.addSuppressions({
        params: { account },
        upload: { contentType: 'application/json', body: JSON.stringify(body) },
      }),
    onSuccess,
  })
}

export function useLiftSuppressions(account: string) {
  const onSuccess = useRefreshCounts(account)
  return useMutation({
    mutationFn: (to: string) => suppressions.removeSuppressions({ params: { account }, body: { to } }),
    onSuccess,
  })
}

export function downloadSuppressions(account: string): Promise<void> {
  const path = operations.listSuppressions.path.replace(':account', encodeURIComponent(account))
  return saveAnswer(path, 'bloqueios.csv')
}
