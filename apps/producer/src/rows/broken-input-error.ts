/** Why no further row can be read from an input. */
export type Breakage = 'UNCLOSED_QUOTE' | 'CONNECTION_LOST' | 'TOO_LARGE'

const sentences: Record<Breakage, string> = {
  UNCLOSED_QUOTE:
    'a quote is opened and not closed within 64 KiB: close it, or double the quotes that belong to the text',
  CONNECTION_LOST: 'the connection was lost before the end',
  TOO_LARGE: 'the body is larger than a batch may be: split it into several',
}

/** The input ends before its end. The rows read so far are whole. */
export class BrokenInputError extends Error {
  readonly code = 'BROKEN_INPUT'
  readonly breakage: Breakage

  constructor(breakage: Breakage, options?: ErrorOptions) {
    super(sentences[breakage], options)
    this.name = 'BrokenInputError'
    this.breakage = breakage
  }
}
