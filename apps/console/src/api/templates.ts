import { useMutation, useQueryClient } from '@tanstack/react-query'
import { service } from './client.js'
import { usePoll } from './poll.js'

/** The catalogue of an account, by name; all of it where it has up to 500 templates. */
export function useTemplates(account: string, { q, enabled = true }: { q?: string; enabled?: boolean } = {}) {
  return usePoll(
    ['templates', account, q],
    (signal) => service.listTemplates({ params: { account }, query: { q, limit: '500' } }, { signal }),
    { everyMs: 10_000, enabled },
  )
}

export function useSyncTemplates(account: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => service.syncTemplates({ params: { account } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['templates', account] }),
  })
}
