import type { BatchCheck, BatchType } from '@disparo/api'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { serviceBy } from './client.js'
import { uploadFetch } from './upload-fetch.js'

/** How the columns of a table fill messages, as the service reads it. */
export interface Mapping {
  readonly template?: string
  readonly namespace?: string
  readonly map?: string[]
  readonly ignoreColumns?: boolean
}

export interface FileOf {
  readonly file: File
  readonly contentType: BatchType
}

/** How the rows go. */
export interface SendTerms {
  readonly into?: string | undefined
  readonly unique?: 'to' | undefined
  readonly name?: string | undefined
  readonly sendAt?: string | undefined
  readonly canary?: string | undefined
}

/** A mutation that tells how much of its file has gone. */
function useUpload<Input, Answer>(
  send: (client: ReturnType<typeof serviceBy>, input: Input) => Promise<Answer>,
) {
  const [part, setPart] = useState(0)
  const mutation = useMutation({
    mutationFn: (input: Input) => {
      setPart(0)
      return send(serviceBy(uploadFetch(setPart)), input)
    },
  })
  return { ...mutation, part }
}

const uploadOf = ({ file, contentType }: FileOf) => ({ contentType, body: file })

export interface RowsWanted {
  readonly rows?: readonly number[] | undefined
  readonly after?: number | undefined
  readonly limit?: number | undefined
}

/** Columns and rows of a file. Of a large CSV its beginning will do for the first ones. */
export function useReadTable(account: string) {
  return useUpload((client, { rows, after, limit = 20, ...of }: FileOf & RowsWanted) =>
    client.readTable({
      params: { account },
      query: {
        rows: rows === undefined || rows.length === 0 ? undefined : rows.join(','),
        after: after === undefined || after === 0 ? undefined : String(after),
        limit: String(limit),
      },
      upload: uploadOf(of),
    }),
  )
}

export function useCheck(account: string) {
  return useUpload(
    async (client, { mapping, terms, ...of }: FileOf & { mapping: Mapping; terms: SendTerms }) =>
      (await client.sendBatch({
        params: { account },
        query: { ...mapping, ...terms, check: true },
        upload: uploadOf(of),
      })) as unknown as BatchCheck,
  )
}

export function useSendTest(account: string) {
  return useUpload(
    (client, { mapping, to, first, ...of }: FileOf & { mapping: Mapping; to: string; first: number }) =>
      client.sendTest({
        params: { account },
        query: { ...mapping, first: String(first) },
        headers: { 'test-to': to },
        upload: uploadOf(of),
      }),
  )
}

interface Sending extends FileOf {
  readonly mapping: Mapping
  readonly terms: SendTerms
  /** Of what was checked: nothing else is enqueued. */
  readonly sha256: string
  /** The same for each attempt, so that none sends twice. */
  readonly key: string
}

export function useSendBatch(account: string) {
  return useUpload((client, { mapping, terms, sha256, key, ...of }: Sending) =>
    client.sendBatch({
      params: { account },
      query: { ...mapping, ...terms, sha256 },
      headers: terms.into === undefined ? { 'idempotency-key': key } : {},
      upload: uploadOf(of),
    }),
  )
}
