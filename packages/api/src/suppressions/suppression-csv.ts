import type { ListedSuppression } from './suppression.js'

const columns = [
  ...[
    'person',
    'to',
    'scope',
    'reason',
    'covers',
    'since',
    'until',
    'by',
    'rule',
    'import',
    'list',
    'listDate',
  ],
  'message',
] as const satisfies readonly (keyof ListedSuppression)[]

/** A list of suppressions as CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe. */
export const suppressionCsv = {
  header: `${columns.join(',')}\r\n`,
  line: (suppression: { readonly [_ in keyof ListedSuppression]?: unknown }): string =>
    `${columns.map((column) => cell(suppression[column])).join(',')}\r\n`,
}

function cell(value: unknown): string {
  const text = value instanceof Date ? value.toISOString() : String(value ?? '')
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
