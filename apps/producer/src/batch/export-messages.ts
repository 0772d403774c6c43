import { Readable } from 'node:stream'
import { linesType, type Message, messageCsv } from '@disparo/api'
import type { BatchMessagesOptions, Disparo, MessageState } from '@disparo/core'

const pageSize = 1_000

/** How all messages of a batch are written, by the media type that is asked for. */
const writers = {
  'text/csv': messageCsv,
  [linesType]: () => ({ header: '', line: (message: Message) => `${JSON.stringify(message)}\n` }),
} as const

type ExportType = keyof typeof writers

/** The messages of a batch as a stream, a page in memory at a time. It fails where a page cannot be read. */
export function exportMessages(
  disparo: Disparo,
  id: string,
  { type, ...query }: Omit<BatchMessagesOptions, 'limit'> & { readonly type: ExportType },
): Readable {
  const { header, line } = writers[type](query)
  async function* lines() {
    yield header
    for (let after = query.after; ; ) {
      const page = await disparo.batchMessages(id, { ...query, after, limit: pageSize })
      if (!page) throw new Error('The batch is gone')
      const text = page.messages.map((message) => line(message as MessageState & Message)).join('')
      if (text !== '') yield text
      if (page.next === undefined) return
      after = page.next
    }
  }
  return Readable.from(lines(), { objectMode: false })
}
