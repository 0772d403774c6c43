import { badRow, readRow } from './read-row.js'
import { longestRowBytes, type RowReader, rowReader } from './row-reader.js'
import { splitJson } from './split-json.js'

const words = {
  notJson: 'is not JSON',
  noObject: 'must be a JSON object: one message for each element',
}

/**
 * The rows of a JSON list of messages, or of an object with `messages` alone, one after the other.
 * @throws BrokenInputError when there is no such list, or it ends within its first element
 */
export async function openJson(chunks: AsyncIterable<Buffer>): Promise<RowReader> {
  const elements = splitJson(chunks, longestRowBytes)
  const first = await elements.next()
  async function* rows(): AsyncGenerator<object> {
    for (let next = first; !next.done; next = await elements.next()) {
      yield readRow(next.value, words) ??
        badRow({ message: 'is empty: there is a comma too many', code: 'missing' })
    }
  }
  return rowReader(rows())
}
