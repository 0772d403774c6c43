import { hash } from 'node:crypto'
import { rowHashBytes } from '../../../ledger/index.js'
import { recipientKey } from '../../../message/index.js'
import type { Submission } from '../submission.js'

/** The first bytes of a mark tell the person, and in one batch nobody else. */
export const personBytes = 7

/** What rows of one batch are known by. */
export interface RowHasher {
  /**
   * The mark of a row: person and content, or person and key. Of rows that are alike but for their `sendAt`, `nth` (from 1)
   * says which it is.
   */
  of(submission: Pick<Submission, 'to' | 'text' | 'key'>, nth?: number): Buffer
}

/**
 * Marks are keyed hashes: without the batch's secret they tell nothing, and those of two batches nothing of each other. The
 * secret stands in front, which is as good as an HMAC where no hash is shown whole, and half the cost of a row.
 */
export function rowHasher(secret: Buffer): RowHasher {
  const key = secret.toString('base64url')
  // As text, for a buffer of its own costs more than the hash.
  const keyed = (text: string) => hash('sha256', `${key}\n${text}`, 'binary')
  return {
    of: ({ to, text, key: ownKey }, nth = 1) => {
      const person = recipientKey(to)
      // Quotes within a value are escaped: this is the field.
      const content = person === to ? text : text.replace(`"to":"${to}"`, `"to":"${person}"`)
      const said = ownKey === undefined ? `${nth}\n${content}` : `key\n${ownKey}`
      const mark = Buffer.allocUnsafe(rowHashBytes)
      mark.write(keyed(`to\n${person}`), 0, personBytes, 'binary')
      mark.write(keyed(said), personBytes, rowHashBytes - personBytes, 'binary')
      return mark
    },
  }
}
