/** Files in columns. */
export const tableTypes = ['text/csv', 'text/tab-separated-values'] as const

/** Rows in JSON: one a line, or an array. */
export const jsonTypes = ['application/x-ndjson', 'application/jsonl', 'application/json'] as const

/** A workbook, with or without macros (which nobody runs). */
export const workbookTypes = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel.sheet.macroenabled.12',
] as const

/** All media types that a batch may have. A table's may say its `charset`. */
export const batchTypes = [...tableTypes, ...jsonTypes, ...workbookTypes] as const
export type BatchType = (typeof batchTypes)[number]
