import {
  type Suppression,
  type SuppressionCovers,
  type SuppressionReason,
  suppressionCovers,
  suppressionReasons,
} from './suppression.js'

/** What is written of one person, but for its source. */
export interface RecordToWrite {
  readonly reason: SuppressionReason
  readonly covers: SuppressionCovers
  /** Default: now, by Redis's clock. */
  readonly since?: Date | undefined
  readonly until?: Date | undefined
  readonly message?: string | undefined
}

/** A record as suppression.lua.ts has it, with the number of its source. */
export type StoredRecord = Pick<Suppression, 'reason' | 'covers' | 'since' | 'until' | 'message'> & {
  readonly source: number
}

const form = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})(?:-([1-9]\d{0,9}))?$/
const mostRow = 4_294_967_295
const hasEnd = 32
const withId = 64
const withRow = 128

/** A record without its source, which the script puts in; `since` 0: now. Ids of another form than ours are left out. */
export function packRecord({ reason, covers, since, until, message = '' }: RecordToWrite): Buffer {
  const [, ...parts] = form.exec(message) ?? []
  const row = Number(parts[5] ?? 0)
  const id = row > mostRow ? '' : parts.slice(0, 5).join('')
  const bytes = Buffer.alloc(5 + (until ? 4 : 0) + id.length / 2 + (id !== '' && row > 0 ? 4 : 0))
  const ofId = id === '' ? 0 : row > 0 ? withRow : withId
  bytes[0] =
    suppressionReasons.indexOf(reason) +
    1 +
    8 * (suppressionCovers.indexOf(covers) + 1) +
    (until ? hasEnd : 0) +
    ofId
  bytes.writeUInt32BE(since ? seconds(since, Math.floor) : 0, 1)
  if (until) bytes.writeUInt32BE(seconds(until, Math.ceil), 5)
  const at = until ? 9 : 5
  bytes.write(id, at, 'hex')
  if (ofId === withRow) bytes.writeUInt32BE(row, at + 16)
  return bytes
}

/** All records of a person, those that have ended among them. */
export function unpackRecords(bytes: Buffer): StoredRecord[] {
  const records: StoredRecord[] = []
  for (let at = 0; at < bytes.length; ) {
    const head = bytes[at] ?? 0
    const reason = suppressionReasons[(head & 7) - 1]
    const covers = suppressionCovers[((head >> 3) & 3) - 1]
    const end = at + 8 + (head & hasEnd ? 4 : 0)
    const idBytes = [0, 16, 20][head >> 6] ?? 0
    if (reason && covers) {
      const id = bytes.subarray(end, end + idBytes)
      records.push({
        ...{ reason, covers, since: new Date(bytes.readUInt32BE(at + 1) * 1_000) },
        source: bytes.readUIntBE(at + 5, 3),
        ...(head & hasEnd && { until: new Date(bytes.readUInt32BE(at + 8) * 1_000) }),
        ...(idBytes > 0 && { message: messageId(id) }),
      })
    }
    at = end + idBytes
  }
  return records
}

function messageId(bytes: Buffer): string {
  const hex = bytes.toString('hex', 0, 16)
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  )
  return bytes.length > 16 ? `${uuid}-${bytes.readUInt32BE(16)}` : uuid
}

function seconds(moment: Date, round: (value: number) => number): number {
  return Math.min(0xffff_ffff, Math.max(1, round(moment.getTime() / 1_000)))
}
