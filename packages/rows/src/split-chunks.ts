import { eventLoopYielder } from '@disparo/core/internal/queue'

/** So few that nobody waits for long until a piece is read, whatever it is: each of its bytes may be a line. */
const pieceBytes = 4_096

/** The same bytes in small pieces. Whatever else the process has to do has its turn between two of them, in time. */
export async function* splitChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const bite = eventLoopYielder()
  for await (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += pieceBytes) {
      yield chunk.subarray(start, start + pieceBytes)
      const over = bite()
      if (over) await over
    }
  }
}
