import { type OpenBatch, rowId } from '../../../ledger/index.js'
import { messageId } from '../../lanes/message-id.js'
import type { ClassifiedRow, KnownRows } from './known-rows.js'

/**
 * Rows that are known by their number, each a message of its own: contacts of a 50.01 request, and batches from before
 * rows were known by their content.
 * @param noted the batch's bitmap of rows
 */
export function rowsByPlace(
  { account, id }: { readonly account: string; readonly id: string },
  { known }: OpenBatch,
  noted: Buffer,
): KnownRows {
  const isNoted = (row: number) => ((noted[row >> 3] ?? 0) & (0x80 >> (row & 7))) !== 0
  return {
    hashOf: () => undefined,
    classify: (rows) =>
      rows.map(
        (row): ClassifiedRow => ({
          ...row,
          id: row.submission.key === undefined ? rowId(id, row.row) : messageId(account, row.submission.key),
          state: !known ? 'new' : row.submission.key === undefined && isNoted(row.row) ? 'noted' : 'doubtful',
        }),
      ),
    reserve: async (rows) => [...rows],
    placeOf: ({ row }) => row,
    placesNotSeen: () => [],
  }
}
