/** A template with two variables (seed 001, "com variáveis"), in the form of the REST API: 200 bytes or so. */
export interface SampleMessage {
  readonly to: string
  readonly namespace: string
  readonly elementName: string
  readonly components: readonly object[]
  readonly externalLabel: string
}

const FIRST_RECIPIENT = 5_511_900_000_000

export function sampleMessages(count: number): SampleMessage[] {
  return Array.from({ length: count }, (_, index) => ({
    to: `${FIRST_RECIPIENT + index}`,
    namespace: 'bench',
    elementName: 'compra_aprovada',
    components: [
      {
        type: 'body',
        parameters: [
          { type: 'text', text: `R$ ${index % 1000},10` },
          { type: 'text', text: `${1000 + (index % 9000)}` },
        ],
      },
    ],
    externalLabel: 'campanha_inverno',
  }))
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
