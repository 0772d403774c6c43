import { type BatchSource, type BatchType, batchTypes, workbookTypes } from '@disparo/api'
import type { RowReader } from '@disparo/rows'
import {
  type DeclaredEncoding,
  encodingNamed,
  isOldWorkbook,
  isZip,
  openCsv,
  openJson,
  openNdjson,
  type ReadMapping,
  splitChunks,
  textEncodings,
} from '@disparo/rows'
import { ProblemError } from '../problem/problem-error.js'

type Opener = (
  chunks: AsyncIterable<Buffer>,
  declared?: DeclaredEncoding,
  mapping?: ReadMapping,
) => RowReader | Promise<RowReader>

/** The formats, by the media types that mean them. */
const rowFormats = {
  'text/csv': openCsv,
  'text/tab-separated-values': openCsv,
  'application/x-ndjson': openNdjson,
  'application/jsonl': openNdjson,
  'application/json': openJson,
} as const satisfies Record<Exclude<BatchType, Workbook>, Opener>
type Workbook = (typeof workbookTypes)[number]

/** What a body is, by its Content-Type. */
export interface BatchFormat {
  readonly mediaType: BatchType
  readonly declared?: DeclaredEncoding
}

/**
 * The format that a Content-Type names. JSON is UTF-8, whatever its charset says (RFC 8259, 8.1).
 * @throws ProblemError `unsupported-media-type` for a CSV in a charset that is not read here
 */
export function formatOf(contentType: string): BatchFormat | undefined {
  const name = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const mediaType = batchTypes.find((type) => type === name)
  if (mediaType === undefined) return undefined
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(contentType)?.[1]
  if (charset === undefined || !mediaType.startsWith('text/')) return { mediaType }
  const declared = encodingNamed(charset)
  if (declared) return { mediaType, declared }
  throw new ProblemError('unsupported-media-type', {
    detail: `The charset is none that is read here: utf-16, ${textEncodings.join(', ')} (iso-8859-1 is read as that). Nothing was enqueued.`,
  })
}

/** Whether it is a workbook: called so, or a CSV only by its name. */
export function isWorkbook({ mediaType }: BatchFormat, start: Buffer): boolean {
  if ((workbookTypes as readonly string[]).includes(mediaType)) return true
  return mediaType.startsWith('text/') && (isZip(start) || isOldWorkbook(start))
}

/** What the register says that the rows came as. */
export function sourceOf({ mediaType }: BatchFormat): BatchSource {
  if (mediaType === 'application/json') return 'json'
  return mediaType.startsWith('text/') ? 'csv' : 'ndjson'
}

/** @throws ProblemError where something is said of a table that this is not */
export function refuseTableTerms(
  { format, sheet, mapping }: TableTerms & { readonly format: BatchFormat },
  isBook: boolean,
): void {
  if (sheet !== undefined && !isBook) {
    throw new ProblemError('invalid-request', {
      detail: 'Only a workbook has sheets: leave it out. Nothing was enqueued.',
      errors: [{ path: 'sheet', message: 'is for workbooks (.xlsx)' }],
    })
  }
  if (mapping !== undefined && !isBook && !format.mediaType.startsWith('text/')) {
    throw new ProblemError('invalid-request', {
      detail: 'Only a table has columns: write the fields into the rows. Nothing was enqueued.',
      errors: [
        { path: 'map', message: 'is for CSV and workbooks, as template, namespace and ignoreColumns are' },
      ],
    })
  }
}

interface TableTerms {
  readonly sheet: string | undefined
  readonly mapping: ReadMapping | undefined
}

export function openRows(
  { mediaType, declared }: BatchFormat,
  chunks: AsyncIterable<Buffer>,
  mapping?: ReadMapping,
): RowReader | Promise<RowReader> {
  const open: Opener = rowFormats[mediaType as keyof typeof rowFormats]
  return open(splitChunks(chunks), declared, mapping)
}
