import type { CountedStatus } from '@disparo/api'
import { eachPage } from '@disparo/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { service } from './client.js'
import { usePoll } from './poll.js'

export interface CampaignPlace {
  readonly account: string
  readonly id: string
}

const shownStatuses = 'accepted,received,read,rejected,failed,unknown'
const slowMs = 5_000

/** How many messages came to which status when. */
export function useSeries({ account, id }: CampaignPlace, by: 'minute' | 'hour', isOver: boolean) {
  return usePoll(
    ['series', account, id, by],
    (signal) =>
      service.getBatchSeries({ params: { account, id }, query: { by, status: shownStatuses } }, { signal }),
    { everyMs: slowMs, isOver: () => isOver },
  )
}
export type SeriesPoint = {
  readonly at: string
  readonly counts: Partial<Record<CountedStatus, number>>
}

export function useReasons({ account, id }: CampaignPlace, isOver: boolean) {
  return usePoll(
    ['reasons', account, id],
    (signal) => service.getBatchReasons({ params: { account, id } }, { signal }),
    { everyMs: slowMs, isOver: () => isOver },
  )
}

/** What is known of a campaign is asked for anew once it was changed. */
function useRefresh({ account, id }: CampaignPlace) {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['batch', account, id] }),
      queries.invalidateQueries({ queryKey: ['reasons', account, id] }),
      queries.invalidateQueries({ queryKey: ['batches', account] }),
    ])
}

export type Control = 'pauseBatch' | 'resumeBatch' | 'cancelBatch'

export function useControl(params: CampaignPlace) {
  const onSuccess = useRefresh(params)
  return useMutation({ mutationFn: (verb: Control) => service[verb]({ params: { ...params } }), onSuccess })
}

export interface BatchChange {
  readonly name?: string
  readonly sendAt?: string
  /** `null`: as many as the account may send. */
  readonly maxPerMinute?: number | null
}

export function useChangeBatch(params: CampaignPlace) {
  const onSuccess = useRefresh(params)
  return useMutation({
    mutationFn: (body: BatchChange) => service.renameBatch({ params: { ...params }, body }),
    onSuccess,
  })
}

export interface RetryResult {
  readonly retried: number
  readonly kept: Readonly<Record<string, number>>
}

/** Looks through all of the campaign, 5,000 messages at a time. */
export function useRetry(params: CampaignPlace) {
  const onSuccess = useRefresh(params)
  return useMutation({
    mutationFn: async (reason: string | undefined): Promise<RetryResult> => {
      let retried = 0
      const kept: Record<string, number> = {}
      const pages = eachPage((after) =>
        service.retryBatch({ params: { ...params }, query: { reason, after: String(after) } }),
      )
      for await (const page of pages) {
        retried += page.retried
        for (const [why, count] of Object.entries(page.kept)) kept[why] = (kept[why] ?? 0) + (count ?? 0)
      }
      return { retried, kept }
    },
    onSuccess,
  })
}
