import type { SuppressionCovers, SuppressionReason, suppressionTypes } from '@disparo/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { service, serviceBy } from './client.js'
import { usePoll } from './poll.js'
import { routes } from './routes.js'
import { saveAnswer } from './save.js'
import { uploadFetch } from './upload-fetch.js'

export function useSuppressionCounts(account: string) {
  return usePoll(
    ['suppression-counts', account],
    (signal) => service.getSuppressionCounts({ params: { account } }, { signal }),
    { everyMs: 10_000 },
  )
}

export interface SuppressionFilter {
  readonly reason?: SuppressionReason | undefined
  readonly import?: string | undefined
  readonly after?: string | undefined
}

const pageSize = '20'

/** A page of who is on the account's list; with a filter it may be short while there is a `next`. */
export function useSuppressionList(account: string, filter: SuppressionFilter) {
  return usePoll(
    ['suppressions', account, filter.reason, filter.import, filter.after],
    (signal) =>
      service.listSuppressions({ params: { account }, query: { ...filter, limit: pageSize } }, { signal }),
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

function useRefresh(account: string) {
  const queries = useQueryClient()
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: ['suppression-counts', account] }),
      queries.invalidateQueries({ queryKey: ['suppressions', account] }),
    ])
}

export function useSuppress(account: string) {
  const onSuccess = useRefresh(account)
  return useMutation({
    mutationFn: (body: Suppressing) =>
      service.addSuppressions({
        params: { account },
        upload: { contentType: 'application/json', body: JSON.stringify(body) },
      }),
    onSuccess,
  })
}

export interface PeopleToImport {
  readonly file: File
  readonly contentType: (typeof suppressionTypes)[number]
  /** The same for each attempt, so that one that broke off goes on. */
  readonly key: string
  readonly query: {
    readonly reason: SuppressionReason
    readonly covers: SuppressionCovers
    readonly list?: string | undefined
    readonly listDate?: string | undefined
    readonly column?: string | undefined
    readonly replace?: boolean
    readonly shrink?: boolean
    readonly skipBad?: boolean
  }
}

/** All people of a file, or nobody; tells how much of it has gone. */
export function useImportPeople(account: string) {
  const [part, setPart] = useState(0)
  const onSuccess = useRefresh(account)
  const mutation = useMutation({
    mutationFn: ({ file, contentType, key, query }: PeopleToImport) => {
      setPart(0)
      return serviceBy(uploadFetch(setPart)).addSuppressions({
        params: { account },
        query,
        headers: { 'idempotency-key': key },
        upload: { contentType, body: file },
      })
    },
    onSuccess,
  })
  return { ...mutation, part }
}

/** Whose suppressions are lifted: a person's by number or mark, or all of an import. */
export type Lifting = {
  readonly why: string
  readonly reason?: SuppressionReason | undefined
  readonly scope?: 'account' | 'all'
} & ({ readonly to: string } | { readonly person: string } | { readonly import: string })

export function useLiftSuppressions(account: string) {
  const onSuccess = useRefresh(account)
  return useMutation({
    mutationFn: (body: Lifting) => service.removeSuppressions({ params: { account }, body }),
    onSuccess,
  })
}

export function downloadSuppressions(
  account: string,
  { reason, import: imported }: SuppressionFilter,
): Promise<void> {
  const path = routes.listSuppressions.path.replace(':account', encodeURIComponent(account))
  const query = new URLSearchParams({ ...(reason && { reason }), ...(imported && { import: imported }) })
  return saveAnswer(query.size > 0 ? `${path}?${query}` : path, 'bloqueios.csv')
}
