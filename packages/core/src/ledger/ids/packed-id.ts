const uuidBytes = 16
const packedBytes = 20

/** Reads an id back that a script has kept (packed-id.lua.ts): packed in 20 bytes, or as it is. */
export function unpackId(kept: Buffer): string {
  if (kept.length !== packedBytes) return kept.toString('utf8').replace(/\0$/, '')
  const digits = kept.toString('hex', 0, uuidBytes)
  const uuid = [0, 8, 12, 16, 20]
    .map((start, part) => digits.slice(start, [8, 12, 16, 20, 32][part]))
    .join('-')
  const row = kept.readUInt32BE(uuidBytes)
  return row > 0 ? `${uuid}-${row - 1}` : uuid
}
