import { type MessageStatus, mostResolved } from '@disparo/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { service } from './client.js'
import { usePoll } from './poll.js'

export type SearchKind = 'to' | 'key' | 'reference'
export interface Search {
  readonly kind: SearchKind
  readonly text: string
}

const searchSize = 50

/** A search is a request of its own, and never an address: what was typed is in its body alone. */
export function useSearchMessages(account: string) {
  return useMutation({
    mutationFn: ({ kind, text, after }: Search & { readonly after?: string | undefined }) =>
      service.searchMessages({
        params: { account },
        query: { after, limit: String(searchSize) },
        body: { [kind]: text },
      }),
  })
}

export function useMessage(account: string, id: string) {
  return usePoll(['message', account, id], (signal) =>
    service.getMessage({ params: { account, id } }, { signal }),
  )
}

export function useRetryMessage(account: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => service.retryMessage({ params: { account, id } }),
    onSuccess: (message) => queries.setQueryData(['message', account, message.id], message),
  })
}

export const doubtsShown = 200

export function useDoubts(account: string) {
  return usePoll(
    ['doubts', account],
    (signal) =>
      service.getUnknown({ params: { account }, query: { limit: String(doubtsShown) } }, { signal }),
    { everyMs: 4_000 },
  )
}

export interface Resolving {
  readonly ids: readonly string[]
  readonly as: 'accepted' | 'resend'
}

export function useResolve(account: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ ids, as }: Resolving) =>
      service.resolveMany({ params: { account }, body: { as, ids: ids.slice(0, mostResolved) } }),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['doubts', account] }),
        queries.invalidateQueries({ queryKey: ['message', account] }),
        queries.invalidateQueries({ queryKey: ['account', account] }),
      ]),
  })
}

export interface BatchMessagesFilter {
  readonly account: string
  readonly id: string
  readonly status?: MessageStatus | undefined
  readonly reason?: string | undefined
  readonly after: number
}

const pageSize = 50

/** A page of a campaign's messages, as the service has them: of a million it sends fifty. */
export function useBatchMessages({ account, id, status, reason, after }: BatchMessagesFilter) {
  return usePoll(
    ['batch-messages', account, id, status, reason, after],
    (signal) =>
      service.getBatchMessages(
        {
          params: { account, id },
          query: { status, reason, after: String(after), limit: String(pageSize) },
        },
        { signal },
      ),
    { everyMs: 5_000 },
  )
}
