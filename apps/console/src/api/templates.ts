import { createClientFor, templateOperations } from '@disparo/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { connection } from './client.js'
import { usePoll } from './poll.js'

const templates = createClientFor(templateOperations, connection)

/** The catalogue of an account, by name; all of it where it has up to 500 templates. */
export function useTemplates(account: string, { q, enabled = true }: { q?: string; enabled?: boolean } = {}) {
  return usePoll(
    ['templates', account, q],
    (signal) => templates.listTemplates({ params: { account }, query: { q, limit: '500' } }, { signal }),
    { everyMs: 10_000, enabled },
  )
}

export function useSyncTemplates(account: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => templates.syncTemplates({ params: { account } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['templates', account] }),
  })
}
