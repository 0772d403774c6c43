import { ApiError, type BatchCheck, type BatchType, type TablePage } from '@disparo/api'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { service, serviceBy } from './client.js'
import { type RowsWanted, readCsvRows } from './read-csv-rows.js'
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
  readonly replace?: 'true' | undefined
  readonly unique?: 'to' | undefined
  readonly name?: string | undefined
  readonly sendAt?: string | undefined
  readonly canary?: string | undefined
  readonly maxPerMinute?: string | undefined
}

/** The file that was chosen was changed, moved or is locked: browsers tell that as a connection that broke. */
export class FileGoneError extends Error {
  override readonly name = 'FileGoneError'
}

/** A mutation that tells how much of its file has gone. */
function useUpload<Input extends FileOf, Answer>(
  send: (client: ReturnType<typeof serviceBy>, input: Input) => Promise<Answer>,
) {
  const [part, setPart] = useState(0)
  const mutation = useMutation({
    mutationFn: async (input: Input) => {
      setPart(0)
      try {
        return await send(serviceBy(uploadFetch(setPart)), input)
      } catch (error) {
        if (!(error instanceof ApiError && error.code === 'unreachable')) throw error
        if (!(await isReadable(input.file))) throw new FileGoneError()
        // A service that refuses before it has read all is sometimes heard as a connection that broke.
        await service.getSession()
        throw error
      }
    },
  })
  return { ...mutation, part }
}

const isReadable = async (file: File) =>
  (await Promise.allSettled([file.slice(0, 1).text()]))[0]?.status === 'fulfilled'

const uploadOf = ({ file, contentType }: FileOf) => ({ contentType, body: file })

type Client = ReturnType<typeof serviceBy>

function askForRows(client: Client, account: string, { rows, after = 0, limit, ...of }: FileOf & RowsWanted) {
  return client.readTable({
    params: { account },
    query: {
      rows: rows?.length ? rows.join(',') : undefined,
      after: after === 0 ? undefined : String(after),
      limit: String(limit),
    },
    upload: uploadOf(of),
  })
}

/** Columns and the first rows of a file, as the service reads them. */
export function useReadTable(account: string) {
  return useUpload((client, input: FileOf & RowsWanted) => askForRows(client, account, input))
}

interface RowsOf extends FileOf, RowsWanted {
  /** As the service has read it. */
  readonly table: TablePage
}

/** In one answer. */
const mostShown = 100

/** Some rows of a file: of a CSV from the file itself, of a workbook from the service. */
export function useReadRows(account: string) {
  return useUpload(async (client, { table, ...input }: RowsOf) => {
    const { file, contentType, without, limit } = input
    const own = contentType.startsWith('text/') ? await readCsvRows(file, table, input) : undefined
    if (own) return own
    const found: TablePage['rows'] = []
    for (let after = input.after ?? 0; found.length < limit; ) {
      const { rows } = await askForRows(client, account, { ...input, after, limit: mostShown })
      found.push(...rows.filter(({ row }) => !without?.has(row)))
      after = rows.at(-1)?.row ?? 0
      if (input.rows !== undefined || rows.length < mostShown) break
    }
    return found.slice(0, limit)
  })
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
