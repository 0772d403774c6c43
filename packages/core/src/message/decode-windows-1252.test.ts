import { expect, test } from 'vitest'
import { decodeWindows1252 } from './decode-windows-1252.js'

/** The code points in the order of the bytes, from 0x80 on, as the Encoding Standard's index lists them. */
const standard = [
  ...[0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021],
  ...[0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f],
  ...[0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014],
  ...[0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178],
]

test.each(standard.map((code, n) => [n + 0x80, code] as const))('byte %i is U+%i', (byte, code) => {
  expect(decodeWindows1252(Uint8Array.of(byte)).codePointAt(0)).toBe(code)
})

test('every other byte is the character of its number', () => {
  const others = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte < 0x80 || byte > 0x9f)
  expect(decodeWindows1252(Uint8Array.from(others))).toBe(String.fromCharCode(...others))
})

test('a part of a buffer is read as that part alone', () => {
  expect(decodeWindows1252(Buffer.from('a\x93b\x94c', 'latin1').subarray(1, 4))).toBe('“b”')
})
