/**
 * What bytes 0x80 to 0x9F are (Encoding Standard, index windows-1252): typographic marks, where ISO-8859-1 has control
 * characters. Five stand for nothing, and stay as they are.
 */
const marks = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** Bytes of Windows-1252 as text. Node 20's own decoder reads them as ISO-8859-1. */
export function decodeWindows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return text.replace(/[\x80-\x9f]/g, (character) => marks.charAt(character.charCodeAt(0) - 0x80))
}
