import { openCsv } from '../rows/csv-rows.js'
import { openNdjson } from '../rows/ndjson-rows.js'
import type { RowReader } from '../rows/row-reader.js'

/** The formats that are read as a stream, by the media types that mean them. */
export const streamedFormats = {
  'text/csv': openCsv,
  'application/x-ndjson': openNdjson,
  'application/jsonl': openNdjson,
} as const satisfies Record<string, (chunks: AsyncIterable<Buffer>) => RowReader | Promise<RowReader>>

export type StreamedFormat = keyof typeof streamedFormats

/** The format a Content-Type names; its parameters, such as a charset, say nothing: text is UTF-8. */
export function formatOf(contentType: string): StreamedFormat | undefined {
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return Object.hasOwn(streamedFormats, mediaType) ? (mediaType as StreamedFormat) : undefined
}
