const form = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})(?:-([1-9]\d{0,9}))?$/
const mostRow = 4_294_967_294

/** A message's id as a record of the index has it (`person_id`): a UUID's 16 bytes, then 4 of 1 + its row where it has one. */
export function packPersonId(id: string): Buffer {
  const [, ...parts] = form.exec(id) ?? []
  const row = Number(parts[5] ?? 0)
  if (parts.length === 0 || row > mostRow) {
    const text = Buffer.from(id)
    return text.length === 16 || text.length === 20 ? Buffer.concat([text, Buffer.alloc(1)]) : text
  }
  const uuid = Buffer.from(parts.slice(0, 5).join(''), 'hex')
  if (row === 0) return uuid
  const bytes = Buffer.alloc(20)
  uuid.copy(bytes)
  bytes.writeUInt32BE(row + 1, 16)
  return bytes
}
