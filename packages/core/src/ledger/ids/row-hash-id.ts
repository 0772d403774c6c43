/** A mark's length: 7 bytes for the person, 6 for what they get. */
export const rowHashBytes = 13

/**
 * The id of a row that is known by its mark: a UUID of version 8 (RFC 9562) of the mark's 104 bits and 14 of its batch's id.
 * The mark is a keyed hash (queue/enqueue/rows/row-hash.ts), so the id tells nothing of the row.
 */
export function rowHashId(batch: string, mark: Buffer): string {
  const own = ownBytes(batch)
  const bytes = Buffer.alloc(16)
  mark.copy(bytes, 0, 0, 6)
  bytes[6] = 0x80
  mark.copy(bytes, 7, 6, 7)
  bytes[8] = own[0] ?? 0
  mark.copy(bytes, 9, 7, rowHashBytes)
  bytes[15] = own[1] ?? 0
  const digits = bytes.toString('hex')
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20)}`
}

/** What every id made of a batch's marks has of the batch: its bytes 8 and 15. */
export function ownBytes(batch: string): Buffer {
  const last = Buffer.from(batch.slice(-4), 'hex')
  return Buffer.of(0x80 | ((last[0] ?? 0) & 0x3f), last[1] ?? 0)
}

/**
 * Whether an id is of a batch's row, as far as it says so: a row with a key of its own does not, and one in some 16,000 of another
 * batch seems to.
 */
export function isIdOfBatch(id: string, batch: string): boolean {
  if (id.startsWith(`${batch}-`)) return true
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  const [own8, own15] = ownBytes(batch)
  return bytes.length === 16 && bytes[6] === 0x80 && bytes[8] === own8 && bytes[15] === own15
}
