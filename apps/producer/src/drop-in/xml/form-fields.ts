import type { CooperativeTask } from '@disparo/hi-platform/xml'

/** Fields of a form by their names in lower case; values are bytes, as nothing but the document knows its encoding. */
export type FormFields = ReadonlyMap<string, Buffer>

const mostFields = 100
/** Bytes of a field that are decoded in one step. */
const stepBytes = 256 * 1024
const mark = { percent: 0x25, ampersand: 0x26, plus: 0x2b, space: 0x20, equals: 0x3d } as const

/**
 * Reads `application/x-www-form-urlencoded`, in steps of a few milliseconds, and in its own memory: `body` is of no use
 * afterwards. Of two fields with one name the last counts, as PHP has it.
 */
export function* stepsOfUrlencoded(body: Buffer): CooperativeTask<FormFields> {
  const fields = new Map<string, Buffer>()
  let start = 0
  for (let count = 0; count < mostFields && start < body.length; count++) {
    const next = body.indexOf(mark.ampersand, start)
    const end = next < 0 ? body.length : next
    const field = body.subarray(start, end)
    const equals = field.indexOf(mark.equals)
    const name = yield* decode(equals < 0 ? field : field.subarray(0, equals))
    const value = yield* decode(equals < 0 ? field.subarray(field.length) : field.subarray(equals + 1))
    if (end > start) fields.set(name.toString('latin1').toLowerCase(), value)
    start = end + 1
  }
  return fields
}

/** In its place. What is no `%` and two digits stays as it is. */
function* decode(bytes: Buffer): CooperativeTask<Buffer> {
  let length = 0
  for (let at = 0; at < bytes.length; at++, length++) {
    const byte = bytes[at] as number
    const decoded = byte === mark.percent ? 16 * digitAt(bytes, at + 1) + digitAt(bytes, at + 2) : Number.NaN
    if (Number.isNaN(decoded)) bytes[length] = byte === mark.plus ? mark.space : byte
    else {
      bytes[length] = decoded
      at += 2
    }
    if (length % stepBytes === stepBytes - 1) yield
  }
  return bytes.subarray(0, length)
}

/** Of a hexadecimal number; NaN where there is none. */
function digitAt(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : Number.NaN
}
