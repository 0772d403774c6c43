const newline = 0x0a

/**
 * Lines of bytes without their newline; `undefined` stands for one longer than `maxBytes`, which is skipped.
 * (`node:readline` has no limit, and splits at U+2028, which JSON text may contain.)
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer | undefined> {
  let begun: Buffer[] = []
  let length = 0
  const finish = (end: Buffer) => {
    const line =
      length + end.length > maxBytes ? undefined : begun.length > 0 ? Buffer.concat([...begun, end]) : end
    begun = []
    length = 0
    return line
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      yield finish(chunk.subarray(start, end))
      start = end + 1
    }
    const rest = chunk.subarray(start)
    length += rest.length
    if (length > maxBytes) begun = []
    else if (rest.length > 0) begun.push(rest)
  }
  if (length > 0) yield finish(Buffer.alloc(0))
}
