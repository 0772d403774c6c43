import type { Message } from '@disparo/core/internal/message'

/** A template with two variables (seed 001, "com variáveis"), in the form of the REST API: 200 bytes or so. */
export interface SampleMessage {
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly components: NonNullable<Message['components']>
  readonly externalLabel: string
}

const FIRST_RECIPIENT = 5_511_900_000_000

export function sampleMessages(count: number): SampleMessage[] {
  return Array.from({ length: count }, (_, index) => sampleMessage(index))
}

export function sampleMessage(index: number): SampleMessage {
  return {
    to: recipientAt(index),
    ...sampleTemplate,
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', text: `R$ ${index % 1000},10` },
          { type: 'text', text: `${1000 + (index % 9000)}` },
        ],
      },
    ],
  }
}

export const sampleTemplate = {
  namespace: 'bench',
  elementName: 'compra_aprovada',
  externalLabel: 'campanha_inverno',
} as const

export function recipientAt(index: number): string {
  return `${FIRST_RECIPIENT + index}`
}

/** Which sample goes to that recipient; urgent ones, whose recipients come after all of these, have numbers of their own. */
export function sampleIndex(recipient: string): number {
  return Number(recipient) - FIRST_RECIPIENT
}

/** The same as CSV, made while it is read: a header and `count` rows, a thousand a chunk. */
export function* sampleCsv(count: number): Generator<string> {
  yield 'to,namespace,elementName,body1,body2,externalLabel\n'
  const rowsInChunk = 1_000
  for (let done = 0; done < count; done += rowsInChunk) {
    const lines = Array.from({ length: Math.min(rowsInChunk, count - done) }, (_, index) => {
      const n = done + index
      return `${FIRST_RECIPIENT + n},bench,compra_aprovada,"R$ ${n % 1000},10",${1000 + (n % 9000)},campanha_inverno\n`
    })
    yield lines.join('')
  }
}
