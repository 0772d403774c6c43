/**
 * What bytes 0x80 to 0x9F are (Encoding Standard, index windows-1252): typographic marks, where ISO-8859-1 has control
 * characters. Five stand for nothing, and stay as they are.
 */
const marks = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

const units = Uint16Array.from({ length: 256 }, (_, byte) =>
  byte >= 0x80 && byte <= 0x9f ? marks.charCodeAt(byte - 0x80) : byte,
)

/** Bytes of Windows-1252 as text. Node 20's own decoder reads them as ISO-8859-1. */
export function decodeWindows1252(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = buffer.toString('latin1')
  if (!/[\x80-\x9f]/.test(text)) return text
  // A replacement for each mark would take seconds where there are millions of them.
  const decoded = Buffer.alloc(buffer.length * 2)
  for (let at = 0; at < buffer.length; at++)
    decoded.writeUInt16LE(units[buffer[at] as number] as number, at * 2)
  return decoded.toString('utf16le')
}
