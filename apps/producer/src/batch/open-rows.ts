import { ProblemError } from '../problem/problem-error.js'
import { openCsv } from '../rows/csv-rows.js'
import { openNdjson } from '../rows/ndjson-rows.js'
import type { RowReader } from '../rows/row-reader.js'
import { type DeclaredEncoding, encodingNamed, textEncodings } from '../rows/text-encoding.js'

type Opener = (chunks: AsyncIterable<Buffer>, declared?: DeclaredEncoding) => RowReader | Promise<RowReader>

/** The formats that are read as a stream, by the media types that mean them. */
export const streamedFormats = {
  'text/csv': openCsv,
  'text/tab-separated-values': openCsv,
  'application/x-ndjson': openNdjson,
  'application/jsonl': openNdjson,
} as const satisfies Record<string, Opener>

/** What a body is, by its Content-Type. */
export interface StreamedFormat {
  readonly mediaType: keyof typeof streamedFormats
  readonly declared?: DeclaredEncoding
}

/**
 * The format that a Content-Type names. JSON is UTF-8, whatever its charset says (RFC 8259, 8.1).
 * @throws ProblemError `unsupported-media-type` for a CSV in a charset that is not read here
 */
export function formatOf(contentType: string): StreamedFormat | undefined {
  const name = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!Object.hasOwn(streamedFormats, name)) return undefined
  const mediaType = name as StreamedFormat['mediaType']
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(contentType)?.[1]
  if (charset === undefined || !mediaType.startsWith('text/')) return { mediaType }
  const declared = encodingNamed(charset)
  if (declared) return { mediaType, declared }
  throw new ProblemError('unsupported-media-type', {
    detail: `The charset is none that is read here: utf-16, ${textEncodings.join(', ')} (iso-8859-1 is read as that). Nothing was enqueued.`,
  })
}

export function openRows(
  { mediaType, declared }: StreamedFormat,
  chunks: AsyncIterable<Buffer>,
): RowReader | Promise<RowReader> {
  const open: Opener = streamedFormats[mediaType]
  return open(chunks, declared)
}
