/** A mark's length: 7 bytes for the person, 6 for what they get. */
export const rowHashBytes = 13

/**
 * The id of a row that is known by its mark: a UUID of version 8 (RFC 9562) of the mark's 104 bits and 14 of its batch's id.
 * The mark is a keyed hash (queue/enqueue/rows/row-hash.ts), so the id tells nothing of the row.
 */
export function rowHashId(batch: string, mark: Buffer): string {
  const own = Buffer.from(batch.slice(-4), 'hex')
  const bytes = Buffer.alloc(16)
  mark.copy(bytes, 0, 0, 6)
  bytes[6] = 0x80
  mark.copy(bytes, 7, 6, 7)
  bytes[8] = 0x80 | ((own[0] ?? 0) & 0x3f)
  mark.copy(bytes, 9, 7, rowHashBytes)
  bytes[15] = own[1] ?? 0
  const digits = bytes.toString('hex')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
}
