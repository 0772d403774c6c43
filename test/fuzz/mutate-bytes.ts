import fc from 'fast-check'

/** Bytes to put in place of some others. Positions are taken modulo the length. */
interface Splice {
  readonly at: number
  readonly remove: number
  readonly insert: Uint8Array
}

const insertion = fc.oneof(
  fc.uint8Array({ maxLength: 6 }),
  fc
    .constantFrom('"', '{', '}', '[', ']', ',', ':', '\\', '\\u', '/*', '//', '\n', '\r\n', '\0', ';', 'e999')
    .map((text) => new Uint8Array(Buffer.from(text))),
)

export const splice: fc.Arbitrary<Splice> = fc.record({
  at: fc.nat(),
  remove: fc.oneof(fc.nat(4), fc.nat(5_000)),
  insert: insertion,
})

export function spliceBytes(bytes: Buffer, splices: readonly Splice[]): Buffer {
  return splices.reduce((all, { at, remove, insert }) => {
    const start = at % (all.length + 1)
    return Buffer.concat([all.subarray(0, start), insert, all.subarray(start + remove)])
  }, bytes)
}
